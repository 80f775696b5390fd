package org.huifang.command.complaint;

import static org.huifang.command.complaint.Story.ID;
import static org.huifang.command.complaint.Story.T0;
import static org.huifang.command.complaint.Story.TEXT;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.huifang.command.FixedDirectory;
import org.huifang.kernel.Act;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.AcceptHandlingRecord;
import org.huifang.kernel.complaint.ComplaintCommand.ReportToSupervisor;
import org.huifang.kernel.complaint.ComplaintCommand.SubmitHandlingRecord;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.HouseRules;
import org.huifang.kernel.organisation.OrganisationEvent.PolicyAdopted;
import org.huifang.kernel.organisation.Policy;
import org.huifang.kernel.promise.PromisePolicy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §4.6.3 where the desk is not always open: it is 9:00 at {@link Story#T0}, and it opens at 9:30. */
@DisplayName("§4.6.3 上班时间外签收")
class DeskHoursTest {
    private static final int MINUTES_OF_A_DAY = 24 * 60;

    @Test
    @DisplayName("上班前的上报不算数,上班后可以再报一次")
    void whatWasReportedBeforeTheDeskOpensIsReportedAgain() {
        handedInEarly().when(report(31)).expectSuccessfulHandlerExecution();
        // Also where the day on which it was due is over by then: it would climb for ever.
        handedInEarly().when(report(MINUTES_OF_A_DAY)).expectSuccessfulHandlerExecution();
        handedInEarly().andGivenCommands(report(31)).when(report(32)).expectException(RefusedException.class);
    }

    private static TestExecutor<Complaint> handedInEarly() {
        AggregateTestFixture<Complaint> fixture = new AggregateTestFixture<>(Complaint.class);
        fixture.registerInjectableResource(new FixedDirectory(openFromHalfPastNine(), T0));
        fixture.setReportIllegalStateChange(false);
        return fixture.given(Story.completed().events())
                .andGivenCommands(
                        new SubmitHandlingRecord(ID, act("head", 10), TEXT),
                        new AcceptHandlingRecord(ID, act("receptionist", 11), null),
                        report(12));
    }

    private static ComplaintCommand report(int minute) {
        return new ReportToSupervisor(ID, act("receptionist", minute), null);
    }

    private static Act act(String person, int minute) {
        return Act.now(person, T0.plus(Duration.ofMinutes(minute)));
    }

    private static Directory openFromHalfPastNine() {
        PromisePolicy usual = PromisePolicy.DEFAULT;
        PromisePolicy hours = new PromisePolicy(
                2,
                usual.record(),
                usual.judge(),
                usual.route(),
                usual.planMeasures(),
                usual.presentImportant(),
                usual.solveMinor(),
                usual.completeMajor(),
                usual.completeImportant(),
                usual.completeOther(),
                usual.direct(),
                usual.returnVisit(),
                usual.raisesUntilMajor(),
                List.copyOf(usual.warningPercents()),
                new PromisePolicy.DeskHours(LocalTime.of(9, 30), LocalTime.of(18, 0)));
        Policy policy = new Policy(hours, HouseRules.DEFAULT);
        return Story.people().current().after(new PolicyAdopted(policy, T0, "按班次", "admin", T0), 1);
    }
}
