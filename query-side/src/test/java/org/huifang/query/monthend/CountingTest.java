package org.huifang.query.monthend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.monthend.FactKind;
import org.huifang.query.complaint.Story;
import org.huifang.query.monthend.Counted.Known;
import org.huifang.query.monthend.Counted.Sheet;
import org.huifang.query.monthend.Counted.Visit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What statistics count of a complaint (PROMISES "Statistics, exactly"). */
class CountingTest {
    @Test
    @DisplayName("§4.6.4 未签收即撤回的报事,业户评价计作回访")
    void aRatingOfAWithdrawnRequestIsTheVisit() {
        Story story = Story.received()
                .classified(5, Classification.SERVICE_REQUEST)
                .completed(60)
                .withdrawn(120);
        assertThat(known(story).visit()).isEqualTo(Visit.OWED);

        story.rated(180);
        assertThat(known(story).visit()).isEqualTo(Visit.VISITED);
        assertThat(known(story).record()).isEqualTo(Sheet.DUE);
    }

    @Test
    @DisplayName("§4.6.4 签收前的评价不计作回访")
    void aRatingBeforeTheVisitIsOwedIsNone() {
        Story story = Story.received()
                .classified(5, Classification.SERVICE_REQUEST)
                .completed(60)
                .rated(90);
        assertThat(known(story).visit()).isEqualTo(Visit.NONE);
    }

    @Test
    @DisplayName("§4.6.4 报事多次评价只计一次回访,重开后再计")
    void aRequestRatedAgainWasVisitedOnce() {
        Story story = Story.received()
                .classified(5, Classification.SERVICE_REQUEST)
                .completed(60)
                .accepted(80)
                .rated(90)
                .rated(95);
        assertThat(visits(story)).isEqualTo(1);

        story.reopened(100).completed(110).accepted(120).rated(130);
        assertThat(visits(story)).isEqualTo(2);
    }

    private static long visits(Story story) {
        return counted(story).facts().stream()
                .filter(fact -> fact.kind() == FactKind.VISITED)
                .count();
    }

    private static Known known(Story story) {
        List<Counted.Version> versions = counted(story).versions();
        return versions.get(versions.size() - 1).known();
    }

    private static Counted counted(Story story) {
        List<ComplaintEvent> events = story.events();
        Counting counting = Counting.on(null, events.get(0));
        for (int i = 0; i < events.size(); i++) {
            counting.take(events.get(i), i);
        }
        return counting.counted();
    }
}
