package org.huifang.query.complaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huifang.query.complaint.Story.DAY;
import static org.huifang.query.complaint.Story.HOUR;

import java.time.Duration;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.Severity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a complaint's view says of who did what. */
class DraftingTest {
    @Test
    @DisplayName("§4.4 判定与定级各有其人其时")
    void whoClassifiedAndWhoGaveTheSeverityAreToldApart() {
        ComplaintView.Judgement judged = judgement(Story.received().classified(5, Classification.VALID_COMPLAINT), 6);
        assertThat(judged.judgedBy()).isEqualTo("receptionist");
        assertThat(judged.assessedBy()).isNull();

        Story story = Story.valid(Severity.IMPORTANT);
        ComplaintView.Judgement assessed = judgement(story, HOUR);
        assertThat(assessed.judgedBy()).isEqualTo("receptionist");
        assertThat(assessed.at()).isEqualTo(Story.RECEIVED.plus(Duration.ofMinutes(5)));
        assertThat(assessed.assessedBy()).isEqualTo("supervisor");
        assertThat(assessed.assessedAt()).isEqualTo(Story.RECEIVED.plus(Duration.ofMinutes(10)));

        story.raised(2 * HOUR, Severity.MAJOR);
        assertThat(judgement(story, DAY).assessedBy()).isEqualTo("manager");

        story.reclassified(3 * HOUR, Classification.COORDINATION_WORK);
        assertThat(judgement(story, DAY).assessedAt()).isNull();
    }

    @Test
    @DisplayName("§4.6.3 上报主管有其人")
    void whoReportedToTheSupervisorIsTold() {
        Story story = Story.valid(Severity.MINOR)
                .routed(20)
                .planned(25)
                .completed(HOUR)
                .submitted(HOUR + 1)
                .accepted(HOUR + 2)
                .reported(HOUR + 3);
        assertThat(story.asOf(2 * HOUR).view().reportedBy()).isEqualTo("receptionist");

        story.reopened(2 * HOUR);
        assertThat(story.asOf(2 * HOUR).view().reportedBy()).isNull();
    }

    @Test
    @DisplayName("§4.6.4 撤回后须重新回访,撤回前的评价不再抵作回访")
    void aRatingFromBeforeTheWithdrawalIsNoVisit() {
        Story story = Story.received()
                .classified(5, Classification.SERVICE_REQUEST)
                .routed(20)
                .completed(HOUR)
                .submitted(HOUR + 1)
                .accepted(HOUR + 2)
                .rated(HOUR + 3);
        assertThat(story.asOf(HOUR + 3).visitOwed()).isFalse();

        story.withdrawn(2 * HOUR);
        assertThat(story.asOf(2 * HOUR).visitOwed()).isTrue();

        story.rated(3 * HOUR);
        assertThat(story.asOf(3 * HOUR).visitOwed()).isFalse();
    }

    @Test
    @DisplayName("§4.6.4 未签收即撤回的报事,业户评价抵作回访")
    void aRatingAfterTheWithdrawalIsTheVisit() {
        Story story = Story.received()
                .classified(5, Classification.SERVICE_REQUEST)
                .routed(20)
                .completed(HOUR)
                .withdrawn(2 * HOUR);
        assertThat(story.asOf(2 * HOUR).visitOwed()).isTrue();

        story.rated(3 * HOUR);
        assertThat(story.asOf(3 * HOUR).visitOwed()).isFalse();
    }

    private static ComplaintView.Judgement judgement(Story story, int minute) {
        return story.asOf(minute).view().judgement();
    }
}
