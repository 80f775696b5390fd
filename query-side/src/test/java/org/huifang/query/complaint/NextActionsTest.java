package org.huifang.query.complaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huifang.query.complaint.Story.DAY;
import static org.huifang.query.complaint.Story.HOUR;

import java.util.List;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.promise.Fact.SendBackReason;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.query.complaint.NextActions.NextAction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What must be done next is only what can still be done: a miss that nothing can make good asks for nothing (§4.5.2). */
class NextActionsTest {
    @Test
    @DisplayName("§4.5.2 办结后不再等批示处置")
    void aDirectionThatHandlingHasOvertakenIsNotAskedForAnyMore() {
        Story story = Story.valid(Severity.MAJOR)
                .presented(20, Role.COMPANY_LEADER)
                .routed(25)
                .planned(30);
        assertThat(actions(story, 5 * HOUR)).contains(Operation.DIRECT);

        story.completed(6 * HOUR);
        assertThat(actions(story, 6 * HOUR)).containsExactly(Operation.SUBMIT_HANDLING_RECORD);

        story.submitted(6 * HOUR + 1)
                .accepted(6 * HOUR + 2)
                .reported(6 * HOUR + 3)
                .informed(6 * HOUR + 4)
                .visited(6 * HOUR + 5);
        assertThat(actions(story, 6 * HOUR + 5)).containsExactly(Operation.CLOSE);

        story.reopened(6 * HOUR + 6);
        assertThat(actions(story, 6 * HOUR + 6)).doesNotContain(Operation.DIRECT);
    }

    @Test
    @DisplayName("§4.5.2 降级、改判后不再等批示处置;再次呈送则重新等候")
    void aDirectionIsAskedForOnlyOfWhatStillStandsPresented() {
        Story lowered =
                Story.valid(Severity.MAJOR).presented(20, Role.COMPANY_LEADER).lowered(5 * HOUR, Severity.MINOR);
        assertThat(actions(lowered, 5 * HOUR)).doesNotContain(Operation.DIRECT);
        lowered.presented(6 * HOUR, Role.MANAGER);
        assertThat(actions(lowered, 11 * HOUR)).contains(Operation.DIRECT);

        Story reclassified = Story.valid(Severity.MAJOR)
                .presented(20, Role.COMPANY_LEADER)
                .reclassified(5 * HOUR, Classification.COORDINATION_WORK);
        assertThat(actions(reclassified, 5 * HOUR)).doesNotContain(Operation.DIRECT);

        Story sentBack = Story.valid(Severity.MAJOR)
                .presented(20, Role.COMPANY_LEADER)
                .routed(25)
                .planned(30)
                .completed(5 * HOUR)
                .submitted(5 * HOUR + 1)
                .sentBack(5 * HOUR + 2, SendBackReason.WORK_NOT_DONE);
        assertThat(actions(sentBack, 5 * HOUR + 2)).containsExactly(Operation.COMPLETE_HANDLING);
    }

    @Test
    @DisplayName("§4.5.2 升级前未转呈主管经理的,呈送领导后不再要求转呈")
    void presentingIsAskedForOnlyOfTheSeverityThatIsReached() {
        Story story = Story.valid(Severity.IMPORTANT)
                .routed(20)
                .raised(2 * HOUR, Severity.MAJOR)
                .presented(3 * HOUR, Role.COMPANY_LEADER)
                .directed(3 * HOUR + 1);
        assertThat(actions(story, 4 * HOUR)).doesNotContain(Operation.PRESENT);

        Story lowered = Story.valid(Severity.IMPORTANT).lowered(2 * HOUR, Severity.MINOR);
        assertThat(actions(lowered, 3 * HOUR)).doesNotContain(Operation.PRESENT);

        Story still = Story.valid(Severity.IMPORTANT);
        assertThat(actions(still, 3 * HOUR)).contains(Operation.PRESENT);

        Story reopened = Story.valid(Severity.IMPORTANT)
                .withdrawn(2 * HOUR)
                .reopened(3 * HOUR)
                .presented(4 * HOUR, Role.MANAGER);
        assertThat(actions(reopened, 5 * HOUR)).doesNotContain(Operation.PRESENT);
    }

    @Test
    @DisplayName("§4.5.2 办结的时限是现有级别的时限")
    void handlingIsDueByThePromiseOfTheSeverityThatIsReached() {
        Story raised = Story.valid(Severity.MINOR).routed(20).planned(25).raised(3 * DAY, Severity.MAJOR);
        assertThat(handling(raised, 4 * DAY)).isEqualTo(PromiseKind.COMPLETE_HANDLING);

        Story lowered = Story.valid(Severity.IMPORTANT).routed(20).planned(25).lowered(4 * DAY, Severity.MINOR);
        assertThat(handling(lowered, 5 * DAY)).isEqualTo(PromiseKind.SOLVE_MINOR);

        Story valid = Story.received()
                .classified(5, Classification.COORDINATION_WORK)
                .routed(20)
                .planned(25)
                .reclassified(3 * DAY, Classification.VALID_COMPLAINT);
        assertThat(handling(valid, 3 * DAY)).isNull();
    }

    @Test
    @DisplayName("§4.6.1 未制定措施即办结又退回的,不再有制定措施的时限")
    void measuresThatHandlingDidWithoutAreNotAskedForAnyMore() {
        Story story =
                Story.received().classified(5, Classification.COORDINATION_WORK).routed(20);
        assertThat(actions(story, 2 * DAY)).contains(Operation.PLAN_MEASURES);

        story.completed(2 * DAY).submitted(2 * DAY + 1).sentBack(2 * DAY + 2, SendBackReason.WORK_NOT_DONE);
        assertThat(actions(story, 2 * DAY + 2)).containsExactly(Operation.COMPLETE_HANDLING);

        story.completed(2 * DAY + 3)
                .submitted(2 * DAY + 4)
                .accepted(2 * DAY + 5)
                .reopened(2 * DAY + 6);
        assertThat(actions(story, 4 * DAY)).contains(Operation.PLAN_MEASURES);
    }

    private static List<Operation> actions(Story story, int minute) {
        return NextActions.of(story.asOf(minute)).stream()
                .map(NextAction::action)
                .toList();
    }

    private static PromiseKind handling(Story story, int minute) {
        return NextActions.of(story.asOf(minute)).stream()
                .filter(next -> next.action() == Operation.COMPLETE_HANDLING)
                .findFirst()
                .orElseThrow()
                .promise();
    }
}
