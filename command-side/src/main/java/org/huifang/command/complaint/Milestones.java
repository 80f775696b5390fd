package org.huifang.command.complaint;

import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClosed;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintImported;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintLinked;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintMerged;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRegistered;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReopened;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintTransferred;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintVoided;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintWithdrawn;
import org.huifang.kernel.complaint.ComplaintEvent.EvidenceAttached;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerRated;
import org.huifang.kernel.complaint.ComplaintEvent.PromisesObserved;
import org.huifang.kernel.complaint.ComplaintEvent.RecordAmended;
import org.huifang.kernel.complaint.ComplaintEvent.RecordArchived;
import org.huifang.kernel.complaint.ComplaintEvent.RecordHandedOver;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.Facts;
import org.huifang.kernel.complaint.Handling.LinkKind;
import org.huifang.kernel.complaint.Reception;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.organisation.Policy;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;

/** What has happened to a complaint so far, as far as later commands and promises depend on it; folded, never checked. */
class Milestones {
    /** Requests remembered for repeated delivery (decision 6); the oldest are forgotten beyond this. */
    static final int REMEMBERED_KEYS = 64;

    @AggregateIdentifier
    protected ComplaintId id;

    final Judging judging = new Judging();
    final Disposal disposal = new Disposal();
    final Visits visits = new Visits();
    final PromiseKeeping promises = new PromiseKeeping();
    private final Map<String, String> requests = new LinkedHashMap<>();

    /** The policy that the command at hand is decided by; no state of the complaint's own. */
    Policy inForce = Policy.DEFAULT;

    String centre = "";
    ZoneId zone = ZoneId.of("UTC");
    Instant receivedAt = Instant.EPOCH;
    /** Its reception, or its last reopening. */
    Instant openedAt = Instant.EPOCH;
    /** The latest stated time of anything that people did. */
    Instant lastAt = Instant.EPOCH;

    Instant lastRecordedAt = Instant.EPOCH;

    @Nullable
    RecordNumber number;

    @Nullable
    Reception reception;

    @Nullable
    Instant importedAt;

    @Nullable
    Instant closedAt;

    @Nullable
    Instant withdrawnAt;

    @Nullable
    Instant handedOverAt;

    boolean archived;
    boolean merged;
    boolean voided;
    /** Digests of what is attached. */
    final Set<String> evidence = new HashSet<>();

    final Map<ComplaintId, Set<LinkKind>> linked = new HashMap<>();

    @Nullable
    Stamp lastLink;

    /** By the facts in their stated order, what the system raised by itself included. */
    @Nullable
    Severity severity() {
        return promises.severity();
    }

    boolean judged() {
        return judging.classification != null
                && (judging.classification != Classification.VALID_COMPLAINT || severity() != null);
    }

    /** Neither closed nor withdrawn, and still a complaint of its own. */
    boolean open() {
        return closedAt == null && withdrawnAt == null && standing();
    }

    /** Neither merged into another nor void. */
    boolean standing() {
        return !merged && !voided;
    }

    /** Where this is done: at the centre, by the departments that may. */
    Place placeOf(Operation operation) {
        return new Place(centre, operation.byLead() ? disposal.lead() : disposal.departments());
    }

    /** Of our people, whom it is about, where it is about one. */
    @Nullable
    String respondent() {
        return reception == null ? null : reception.respondent().person();
    }

    /** The digest of the request that came with this key, where one did. */
    @Nullable
    String requestUnder(String key) {
        return requests.get(key);
    }

    boolean linked(ComplaintId other, LinkKind as) {
        return linked.getOrDefault(other, Set.of()).contains(as);
    }

    @EventSourcingHandler
    void on(ComplaintEvent event) {
        judging.take(event);
        disposal.take(event, zone);
        visits.take(event, zone);
        if (event instanceof ComplaintRegistered e) {
            begun(e);
        } else if (event instanceof ComplaintImported e) {
            importedAt = e.stamp().at();
            promises.imported(e.stamp().at());
        } else if (event instanceof RecordAmended e) {
            reception = e.after().of(Objects.requireNonNull(reception));
        } else if (event instanceof ComplaintTransferred e) {
            centre = e.centre();
        } else if (event instanceof OwnerRated e) {
            if (judging.classification == Classification.SERVICE_REQUEST
                    && (disposal.acceptedAt != null || withdrawnAt != null)) {
                visits.ratedInstead(e.stamp().at());
            }
        } else if (event instanceof ComplaintClosed e) {
            closedAt = e.stamp().at();
        } else if (event instanceof ComplaintWithdrawn e) {
            withdrawnAt = e.stamp().at();
        } else if (event instanceof ComplaintReopened e) {
            openedAt = e.stamp().at();
            closedAt = null;
            withdrawnAt = null;
            handedOverAt = null;
        } else if (event instanceof RecordHandedOver e) {
            handedOverAt = e.stamp().at();
        } else if (event instanceof RecordArchived) {
            archived = true;
        } else if (event instanceof EvidenceAttached e) {
            evidence.add(e.sha256());
        } else if (event instanceof ComplaintLinked e) {
            linked.computeIfAbsent(e.other(), other -> EnumSet.noneOf(LinkKind.class))
                    .add(e.kind());
            lastLink = e.stamp();
        } else if (event instanceof ComplaintMerged) {
            merged = true;
        } else if (event instanceof ComplaintVoided) {
            voided = true;
        } else if (event instanceof PromisesObserved e) {
            promises.observed(e);
        }
        Stamp stamp = event.stamp();
        Facts.of(event).ifPresent(fact -> promises.happened(fact, stamp));
        recorded(stamp);
    }

    private void begun(ComplaintRegistered event) {
        id = event.complaint();
        number = event.number();
        centre = event.stamp().centre();
        zone = ZoneId.of(event.zone());
        receivedAt = event.stamp().at();
        openedAt = receivedAt;
        reception = event.reception();
    }

    private void recorded(Stamp stamp) {
        lastRecordedAt = latest(lastRecordedAt, stamp.recordedAt());
        if (stamp.role() != Role.SYSTEM && stamp.role() != Role.IMPORTER) {
            lastAt = latest(lastAt, stamp.at());
        }
        if (stamp.key() != null && stamp.request() != null) {
            requests.put(stamp.key(), stamp.request());
            if (requests.size() > REMEMBERED_KEYS) {
                requests.remove(requests.keySet().iterator().next());
            }
        }
    }

    static Instant latest(@Nullable Instant... instants) {
        Instant latest = null;
        for (Instant instant : instants) {
            if (instant != null && (latest == null || instant.isAfter(latest))) {
                latest = instant;
            }
        }
        return latest == null ? Instant.EPOCH : latest;
    }
}
