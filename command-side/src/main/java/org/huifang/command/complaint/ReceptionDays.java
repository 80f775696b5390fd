package org.huifang.command.complaint;

import org.axonframework.eventsourcing.CachingEventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * Days by their last event, which says all: who comes second to another process's number looks at one event, however long the
 * day, and is not outrun again by one that still has the day in its cache.
 */
public final class ReceptionDays extends CachingEventSourcingRepository<ReceptionDay> {
    private final EventStore store;

    /** @param builder with a cache */
    public ReceptionDays(Builder<ReceptionDay> builder, EventStore store) {
        super(builder.eventStore(store));
        this.store = store;
    }

    @Override
    protected DomainEventStream readEvents(String day) {
        return store.lastSequenceNumberFor(day)
                .map(last -> store.readEvents(day, last))
                .orElseGet(DomainEventStream::empty);
    }
}
