package org.huifang.query.complaint;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.huifang.kernel.complaint.AsOf;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRegistered;
import org.huifang.kernel.complaint.ComplaintEvent.PromisesObserved;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.Facts;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.promise.Happening;
import org.huifang.kernel.promise.ObservedPromises;
import org.huifang.kernel.promise.Promises;

/**
 * A complaint as it was at a past moment, told from its events on both axes: what had happened, by stated times, of
 * what had been recorded, by the times of recording. Promises are folded anew at that moment, so they need nobody to
 * have looked then.
 */
final class Past {
    private final EventStore store;
    private final CompanyDirectory directory;

    Past(EventStore store, CompanyDirectory directory) {
        this.store = store;
        this.directory = directory;
    }

    /** Empty where it had not been registered yet, or nobody knew it. */
    Optional<ComplaintDraft> of(ComplaintId complaint, AsOf asOf) {
        List<Told> told = told(complaint, asOf);
        if (told.isEmpty() || !(told.get(0).event() instanceof ComplaintRegistered registered)) {
            return Optional.empty();
        }
        var house = directory.policy(registered.stamp().policy()).house();
        ComplaintDraft draft = new ComplaintDraft(registered, told.get(0).sequence(), house);
        told.stream().skip(1).forEach(t -> Drafting.take(draft, t.event(), t.sequence()));
        draft.sequence = told.stream().mapToLong(Told::sequence).max().orElseThrow();
        promise(draft, told, asOf);
        return Optional.of(draft);
    }

    private record Told(ComplaintEvent event, long sequence) {}

    /** In the order in which it happened; what was done in one moment, in the order in which it was recorded. */
    private List<Told> told(ComplaintId complaint, AsOf asOf) {
        List<Told> told = new ArrayList<>();
        var events = store.readEvents(complaint.toString());
        while (events.hasNext()) {
            DomainEventMessage<?> message = events.next();
            ComplaintEvent event = (ComplaintEvent) message.getPayload();
            if (!(event instanceof PromisesObserved)
                    && !event.stamp().at().isAfter(asOf.happenedBy())
                    && !event.stamp().recordedAt().isAfter(asOf.recordedBy())) {
                told.add(new Told(event, message.getSequenceNumber()));
            }
        }
        told.sort(Comparator.comparing(t -> t.event().stamp().at()));
        return told;
    }

    private void promise(ComplaintDraft draft, List<Told> told, AsOf asOf) {
        List<Happening> happenings = told.stream()
                .flatMap(t -> Facts.of(t.event())
                        .map(fact -> new Happening(
                                fact,
                                t.event().stamp().at(),
                                t.event().stamp().recordedAt(),
                                directory.policy(t.event().stamp().policy()).promises()))
                        .stream())
                .toList();
        Instant at = asOf.happenedBy();
        Promises folded = Promises.fold(happenings, ZoneId.of(draft.zone), at);
        draft.promises = new ArrayList<>(
                ObservedPromises.NONE.after(ObservedPromises.NONE.changesTo(folded, at)).states().stream()
                        .map(p -> DraftedPromises.view(draft, p))
                        .toList());
    }
}
