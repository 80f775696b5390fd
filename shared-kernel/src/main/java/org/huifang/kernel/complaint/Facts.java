package org.huifang.kernel.complaint;

import java.util.Optional;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintMerged;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintPresented;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRaisedAgain;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReclassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRegistered;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReopened;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRouted;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintVoided;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintWithdrawn;
import org.huifang.kernel.complaint.ComplaintEvent.DisposalDirected;
import org.huifang.kernel.complaint.ComplaintEvent.DuplicateTakenIn;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingCompleted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordAccepted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordSentBack;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordSubmitted;
import org.huifang.kernel.complaint.ComplaintEvent.LimitAgreed;
import org.huifang.kernel.complaint.ComplaintEvent.MeasuresPlanned;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerInformed;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerRated;
import org.huifang.kernel.complaint.ComplaintEvent.ReportedToSupervisor;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitMade;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitWaived;
import org.huifang.kernel.complaint.ComplaintEvent.RoutingReturned;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityAssessed;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityLowered;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityRaised;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.promise.Fact;
import org.jspecify.annotations.Nullable;

/** What an event means for the promises (§4.5.2); most mean one thing, some nothing. */
public final class Facts {
    private Facts() {}

    public static Optional<Fact> of(ComplaintEvent event) {
        Fact judging = judging(event);
        return Optional.ofNullable(judging != null ? judging : handling(event));
    }

    private static @Nullable Fact judging(ComplaintEvent event) {
        if (event instanceof ComplaintRegistered e) {
            return new Fact.Registered(
                    e.reception().requestedDeadline(), e.reception().raisedBefore());
        }
        if (event instanceof ComplaintClassified e) {
            return new Fact.Classified(e.classification());
        }
        if (event instanceof ComplaintReclassified e) {
            return new Fact.Reclassified(e.classification());
        }
        if (event instanceof SeverityAssessed e) {
            return new Fact.SeverityAssessed(e.severity(), e.ground());
        }
        if (event instanceof SeverityRaised e) {
            return new Fact.SeverityRaised(e.severity(), e.ground(), e.stamp().role() == Role.SYSTEM);
        }
        if (event instanceof SeverityLowered e) {
            return new Fact.SeverityLowered(e.severity(), e.ground());
        }
        if (event instanceof ComplaintRaisedAgain) {
            return new Fact.RaisedAgain();
        }
        if (event instanceof DuplicateTakenIn) {
            return new Fact.DuplicateMerged();
        }
        if (event instanceof ComplaintReopened) {
            return new Fact.Reopened();
        }
        if (event instanceof ComplaintWithdrawn) {
            return new Fact.Withdrawn();
        }
        return event instanceof ComplaintMerged || event instanceof ComplaintVoided ? new Fact.Dissolved() : null;
    }

    private static @Nullable Fact handling(ComplaintEvent event) {
        if (event instanceof ComplaintPresented e) {
            return new Fact.Presented(e.to());
        }
        if (event instanceof DisposalDirected e) {
            return new Fact.Directed(e.limit());
        }
        if (event instanceof LimitAgreed e) {
            return new Fact.LimitAgreed(e.limit());
        }
        if (event instanceof ComplaintRouted) {
            return new Fact.Routed();
        }
        if (event instanceof RoutingReturned) {
            return new Fact.RoutingReturned();
        }
        if (event instanceof MeasuresPlanned) {
            return new Fact.MeasuresPlanned();
        }
        if (event instanceof HandlingCompleted) {
            return new Fact.HandlingCompleted();
        }
        if (event instanceof HandlingRecordSubmitted) {
            return new Fact.HandlingRecordSubmitted();
        }
        if (event instanceof HandlingRecordAccepted) {
            return new Fact.HandlingRecordAccepted();
        }
        if (event instanceof HandlingRecordSentBack e) {
            return new Fact.HandlingRecordSentBack(e.reason());
        }
        if (event instanceof ReportedToSupervisor) {
            return new Fact.ReportedToSupervisor();
        }
        if (event instanceof OwnerInformed) {
            return new Fact.OwnerInformed();
        }
        if (event instanceof ReturnVisitMade) {
            return new Fact.ReturnVisitMade();
        }
        if (event instanceof OwnerRated) {
            return new Fact.OwnerRated();
        }
        return event instanceof ReturnVisitWaived ? new Fact.ReturnVisitWaived() : null;
    }
}
