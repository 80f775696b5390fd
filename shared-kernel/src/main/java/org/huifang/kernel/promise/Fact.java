package org.huifang.kernel.promise;

import java.time.Instant;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;

/** What can make, meet, change or cancel a promise; an attempt that did not reach the owner is no fact. */
public sealed interface Fact {
    record Registered(@Nullable Instant requestedDeadline, int raisedBefore) implements Fact {}

    record Classified(Classification classification) implements Fact {}

    record Reclassified(Classification classification) implements Fact {}

    record SeverityAssessed(Severity severity, SeverityGround ground) implements Fact {}

    /** @param bySystem raised by itself (§4.4.1 a, c); it stands, whatever is recorded late */
    record SeverityRaised(Severity severity, SeverityGround ground, boolean bySystem) implements Fact {}

    record SeverityLowered(Severity severity, SeverityGround ground) implements Fact {}

    record Presented(Role to) implements Fact {}

    record Directed(@Nullable Instant limit) implements Fact {}

    record Routed() implements Fact {}

    record RoutingReturned() implements Fact {}

    record MeasuresPlanned() implements Fact {}

    record HandlingCompleted() implements Fact {}

    record HandlingRecordSubmitted() implements Fact {}

    record HandlingRecordAccepted() implements Fact {}

    record HandlingRecordSentBack(SendBackReason reason) implements Fact {}

    record ReportedToSupervisor() implements Fact {}

    record OwnerInformed() implements Fact {}

    record ReturnVisitMade() implements Fact {}

    record OwnerRated() implements Fact {}

    record ReturnVisitWaived() implements Fact {}

    record LimitAgreed(Instant limit) implements Fact {}

    record RaisedAgain() implements Fact {}

    record DuplicateMerged() implements Fact {}

    record Reopened() implements Fact {}

    record Withdrawn() implements Fact {}

    /** Merged into an earlier complaint, or void: its own clocks are cancelled. */
    record Dissolved() implements Fact {}

    enum SendBackReason {
        RECORD_DEFECTIVE,
        /** Undoes the completion. */
        WORK_NOT_DONE
    }
}
