package org.huifang.command.organisation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.OrganisationEvent;

/** Folds the organisation's one stream, and reads on from where it stopped. */
public final class StoredDirectory implements CompanyDirectory {
    private final EventStore store;
    private final Clock clock;
    private volatile Directory current = Directory.EMPTY;

    public StoredDirectory(EventStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Optional<Person> acting(String person) {
        return actingAsRead(person).or(() -> refreshed().acting(person, clock.instant()));
    }

    @Override
    public Optional<Person> actingAsRead(String person) {
        return current().acting(person, clock.instant());
    }

    @Override
    public List<Person> everybody() {
        Directory directory = current();
        Instant now = clock.instant();
        return directory.people().keySet().stream()
                .flatMap(id -> directory.acting(id, now).stream())
                .toList();
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
