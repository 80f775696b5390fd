package org.huifang.kernel.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huifang.kernel.promise.PromiseKind.COMPLETE_HANDLING;
import static org.huifang.kernel.promise.PromiseKind.PRESENT_IMPORTANT;
import static org.huifang.kernel.promise.PromiseKind.PRESENT_MAJOR;
import static org.huifang.kernel.promise.PromiseKind.RESOLVE_WITHIN_A_MONTH;
import static org.huifang.kernel.promise.PromiseKind.SOLVE_MINOR;
import static org.huifang.kernel.promise.Story.after;
import static org.huifang.kernel.promise.Story.all;
import static org.huifang.kernel.promise.Story.newest;

import java.time.Duration;
import java.time.Instant;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.organisation.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules of PROMISES that no vector reaches. */
@DisplayName("§4.5.2 promises where several rules meet")
class PromiseRulesTest {
    private static final Duration SOON = Duration.ofMinutes(10);

    @Test
    @DisplayName("§4.4.1 c 办结于一个月之后、再改判为有效投诉:仍升为重大")
    void completedAfterTheMonthAndThenFoundValidIsRaised() {
        Promises folded = Story.registered()
                .classified(SOON, Classification.COORDINATION_WORK)
                .then(Duration.ofDays(35), new Fact.HandlingCompleted())
                .reclassified(Duration.ofDays(36), Classification.VALID_COMPLAINT)
                .at(Duration.ofDays(36));

        PromiseState month = newest(folded, RESOLVE_WITHIN_A_MONTH);
        assertThat(month.verdict()).isEqualTo(Verdict.MISSED);
        assertThat(month.metLateAt()).isEqualTo(after(Duration.ofDays(35)));
        assertThat(folded.severity()).isEqualTo(Severity.MAJOR);
        assertThat(folded.systemRaises())
                .containsExactly(
                        new Promises.SystemRaise(after(Duration.ofDays(36)), SeverityGround.UNRESOLVED_FOR_A_MONTH));
        assertThat(newest(folded, PRESENT_MAJOR).clock()).isEqualTo(after(Duration.ofDays(36)));
        assertThat(all(folded, COMPLETE_HANDLING)).hasSize(1);
    }

    @Test
    @DisplayName("§4.6.2 改判后退回未办妥:同类承诺只有一个未到期")
    void workNotDoneMakesOneHandlingPromiseWhateverTheCompletionMet() {
        Promises folded = completedThenFoundValid()
                .assessed(Duration.ofHours(5), SeverityGround.COMPANY_AT_FAULT)
                .then(Duration.ofHours(6), workNotDone())
                .at(Duration.ofHours(6));

        assertThat(all(folded, COMPLETE_HANDLING))
                .extracting(PromiseState::verdict)
                .containsExactly(Verdict.MET, Verdict.MET, Verdict.OPEN);
        assertThat(newest(folded, COMPLETE_HANDLING).due()).isEqualTo(after(Duration.ofDays(3)));
    }

    @Test
    @DisplayName("§4.6.2 改判为轻微后退回未办妥:恢复原期限")
    void workNotDoneTakesUpTheKindThatFits() {
        Promises folded = completedThenFoundValid()
                .assessed(Duration.ofHours(5), SeverityGround.LIMITED_SERVICE_LEVEL)
                .then(Duration.ofHours(6), workNotDone())
                .at(Duration.ofHours(6));

        assertThat(all(folded, SOLVE_MINOR))
                .extracting(PromiseState::verdict)
                .containsExactly(Verdict.MET, Verdict.OPEN);
        assertThat(newest(folded, SOLVE_MINOR).clock()).isEqualTo(Story.T0);
        assertThat(newest(folded, COMPLETE_HANDLING).verdict()).isEqualTo(Verdict.MET);
    }

    @Test
    @DisplayName("§4.4.1 c 两次判为有效投诉后退回未办妥:一个月的承诺只恢复一次")
    void workNotDoneMakesTheMonthOnce() {
        Promises folded = Story.registered()
                .classified(SOON, Classification.VALID_COMPLAINT)
                .assessed(SOON, SeverityGround.COMPANY_AT_FAULT)
                .then(Duration.ofHours(2), new Fact.HandlingCompleted())
                .reclassified(Duration.ofHours(3), Classification.COORDINATION_WORK)
                .reclassified(Duration.ofHours(4), Classification.VALID_COMPLAINT)
                .then(Duration.ofHours(5), workNotDone())
                .at(Duration.ofHours(5));

        assertThat(all(folded, RESOLVE_WITHIN_A_MONTH))
                .extracting(PromiseState::verdict)
                .containsExactly(Verdict.MET, Verdict.MET, Verdict.OPEN);
    }

    @Test
    @DisplayName("§4.3 按另一依据仍判为有效投诉:轻重重新界定,一个月的承诺不变")
    void foundValidByAnotherCriterionIsAssessedAgain() {
        Story story = Story.registered()
                .classified(SOON, Classification.VALID_COMPLAINT)
                .assessed(SOON, SeverityGround.COMPANY_AT_FAULT)
                .reclassified(Duration.ofMinutes(20), Classification.VALID_COMPLAINT);

        Promises anew = story.at(Duration.ofMinutes(20));
        assertThat(anew.severity()).isNull();
        assertThat(newest(anew, PRESENT_IMPORTANT).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(newest(anew, COMPLETE_HANDLING).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(all(anew, RESOLVE_WITHIN_A_MONTH))
                .extracting(PromiseState::verdict)
                .containsExactly(Verdict.OPEN);

        Promises assessed = story.assessed(Duration.ofMinutes(30), SeverityGround.LIMITED_SERVICE_LEVEL)
                .at(Duration.ofMinutes(30));
        assertThat(newest(assessed, SOLVE_MINOR).clock()).isEqualTo(Story.T0);
        assertThat(all(assessed, RESOLVE_WITHIN_A_MONTH)).hasSize(1);
    }

    @Test
    @DisplayName("§4.6.2 已超时的承诺在退回后保持超时")
    void workNotDoneLeavesWhatIsMissedAsItIs() {
        Promises folded = Story.registered()
                .classified(SOON, Classification.COORDINATION_WORK)
                .then(SOON, new Fact.LimitAgreed(after(Duration.ofDays(6))))
                .then(Duration.ofDays(5), new Fact.HandlingCompleted())
                .then(Duration.ofDays(5), new Fact.HandlingRecordSubmitted())
                .reclassified(Duration.ofDays(5), Classification.VALID_COMPLAINT)
                .assessed(Duration.ofDays(5), SeverityGround.COMPANY_AT_FAULT)
                .then(Duration.ofDays(6), workNotDone())
                .at(Duration.ofDays(6));

        assertThat(all(folded, COMPLETE_HANDLING))
                .extracting(PromiseState::verdict)
                .containsExactly(Verdict.MET, Verdict.MISSED);
    }

    @Test
    @DisplayName("§4.5.2 b 只有转呈主管经理或公司主管领导才算转呈")
    void onlyTheManagerOrTheLeaderMeetsPresentImportant() {
        Story presentedTo = Story.registered()
                .classified(SOON, Classification.VALID_COMPLAINT)
                .assessed(SOON, SeverityGround.COMPANY_AT_FAULT)
                .then(SOON, new Fact.Presented(Role.CS_SUPERVISOR));

        assertThat(newest(presentedTo.at(SOON), PRESENT_IMPORTANT).verdict()).isEqualTo(Verdict.OPEN);
        presentedTo.then(SOON, new Fact.Presented(Role.COMPANY_LEADER));
        assertThat(newest(presentedTo.at(SOON), PRESENT_IMPORTANT).verdict()).isEqualTo(Verdict.MET);
    }

    @Test
    @DisplayName("§4.4.1 c 系统升级写成事实后,承诺不重复")
    void aSystemRaiseFedBackChangesNothing() {
        Story story = Story.registered()
                .classified(SOON, Classification.VALID_COMPLAINT)
                .assessed(SOON, SeverityGround.LIMITED_SERVICE_LEVEL);
        Duration later = Duration.ofDays(40);
        Promises derived = story.at(later);
        Promises.SystemRaise raise = derived.systemRaises().get(0);

        story.recorded(Duration.between(Story.T0, raise.at()), later, raised(raise.ground()));

        assertThat(story.at(later).states()).containsExactlyInAnyOrderElementsOf(derived.states());
        assertThat(story.at(later).severity()).isEqualTo(Severity.MAJOR);
    }

    @Test
    @DisplayName("§4.4.1 a 第三次提出的升级写成事实后,承诺不重复")
    void aRaiseOfTheThirdTimeFedBackChangesNothing() {
        Story story = Story.registered()
                .classified(SOON, Classification.VALID_COMPLAINT)
                .assessed(SOON, SeverityGround.COMPANY_AT_FAULT)
                .then(Duration.ofHours(1), new Fact.RaisedAgain())
                .then(Duration.ofHours(2), new Fact.DuplicateMerged());
        Promises derived = story.at(Duration.ofHours(3));
        assertThat(derived.systemRaises())
                .containsExactly(
                        new Promises.SystemRaise(after(Duration.ofHours(2)), SeverityGround.REPEATED_AND_UNRESOLVED));

        story.then(Duration.ofHours(2), raised(SeverityGround.REPEATED_AND_UNRESOLVED));

        assertThat(story.at(Duration.ofHours(3))).isEqualTo(derived);
    }

    @Test
    @DisplayName("§4.4.1 c 补录的办结使超时消失,已作出的升级仍然有效")
    void aRaiseStandsWhenALateRecordTakesItsMissAway() {
        Instant month = Story.T0.atZone(Story.ZONE).plusMonths(1).toInstant();
        Duration later = Duration.between(Story.T0, month).plusHours(1);
        Promises folded = Story.registered()
                .classified(SOON, Classification.VALID_COMPLAINT)
                .assessed(SOON, SeverityGround.LIMITED_SERVICE_LEVEL)
                .recorded(Duration.between(Story.T0, month), later, raised(SeverityGround.UNRESOLVED_FOR_A_MONTH))
                .recorded(Duration.ofDays(1), later, new Fact.HandlingCompleted())
                .at(later);

        PromiseState resolved = newest(folded, RESOLVE_WITHIN_A_MONTH);
        assertThat(resolved.verdict()).isEqualTo(Verdict.MET);
        assertThat(resolved.asRecorded()).isEqualTo(Verdict.MISSED);
        assertThat(folded.severity()).isEqualTo(Severity.MAJOR);
        assertThat(folded.systemRaises()).isEmpty();
        assertThat(newest(folded, PRESENT_MAJOR).clock()).isEqualTo(month);
    }

    private static Story completedThenFoundValid() {
        return Story.registered()
                .classified(SOON, Classification.COORDINATION_WORK)
                .then(Duration.ofHours(2), new Fact.HandlingCompleted())
                .then(Duration.ofHours(3), new Fact.HandlingRecordSubmitted())
                .reclassified(Duration.ofHours(4), Classification.VALID_COMPLAINT);
    }

    private static Fact raised(SeverityGround ground) {
        return new Fact.SeverityRaised(ground.severity(), ground, true);
    }

    private static Fact workNotDone() {
        return new Fact.HandlingRecordSentBack(Fact.SendBackReason.WORK_NOT_DONE);
    }
}
