package org.huifang.command.organisation;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.OrganisationEvent;

/** Folds the organisation's one stream, and reads on from where it stopped. */
public final class StoredDirectory implements CompanyDirectory {
    private final EventStore store;
    private volatile Directory current = Directory.EMPTY;

    public StoredDirectory(EventStore store) {
        this.store = store;
    }

    @Override
    public Directory current() {
        return current.sequence() < 0 ? refreshed() : current;
    }

    @Override
    public synchronized Directory refreshed() {
        Directory directory = current;
        var events = store.readEvents(OrganisationEvent.STREAM, directory.sequence() + 1);
        while (events.hasNext()) {
            DomainEventMessage<?> event = events.next();
            directory = directory.after((OrganisationEvent) event.getPayload(), event.getSequenceNumber());
        }
        current = directory;
        return directory;
    }
}
