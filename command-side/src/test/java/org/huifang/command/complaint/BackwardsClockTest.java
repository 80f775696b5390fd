package org.huifang.command.complaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.matchers.Matchers;
import org.huifang.kernel.Act;
import org.huifang.kernel.complaint.ComplaintCommand.PresentComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.RouteComplaint;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.organisation.Role;
import org.junit.jupiter.api.Test;

/** A server's clock that jumps back loses nothing and turns no time around: what was recorded later stays later. */
class BackwardsClockTest {

    @Test
    void recordingNeverRunsBackwards() {
        Story story = Story.judged();
        Instant before = story.next().minus(Duration.ofHours(3));
        List<ComplaintEvent> recorded = new ArrayList<>();
        AggregateTestFixture<Complaint> fixture = new AggregateTestFixture<>(Complaint.class);
        fixture.registerInjectableResource(Story.people());
        fixture.setReportIllegalStateChange(false);
        fixture.given(story.events())
                .andGivenCommands(new PresentComplaint(Story.ID, Act.now("receptionist", before), Role.MANAGER, null))
                .when(new RouteComplaint(Story.ID, Act.now("receptionist", before), "engineering", null))
                .expectSuccessfulHandlerExecution()
                .expectEventsMatching(Matchers.payloadsMatching(Matchers.predicate(events -> {
                    events.forEach(event -> recorded.add((ComplaintEvent) event));
                    return true;
                })));
        Instant last = story.events().get(story.events().size() - 1).stamp().recordedAt();
        assertThat(recorded).isNotEmpty().allSatisfy(event -> {
            assertThat(event.stamp().recordedAt()).isAfterOrEqualTo(last);
            assertThat(event.stamp().at()).isAfterOrEqualTo(last);
        });
    }
}
