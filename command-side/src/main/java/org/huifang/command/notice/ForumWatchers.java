package org.huifang.command.notice;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.huifang.kernel.forum.ForumWatchEvent.ForumUnwatched;
import org.huifang.kernel.forum.ForumWatchEvent.ForumWatched;
import org.huifang.kernel.forum.ForumWatchId;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.OrganisationEvent;
import org.huifang.kernel.organisation.OrganisationEvent.PersonAppointed;
import org.huifang.kernel.organisation.OrganisationEvent.PersonLeft;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.organisation.Role;

/** Which centres lose the last who watches their forum (§4.6.7): with an appointment, or with the person. */
final class ForumWatchers {
    private final EventStore log;
    /** As far as it has been followed. */
    private volatile Directory company = Directory.EMPTY;

    ForumWatchers(EventStore log) {
        this.log = log;
    }

    static boolean watched(Directory company, String centre, Instant at) {
        return company.people().keySet().stream()
                .flatMap(id -> company.acting(id, at).stream())
                .flatMap(person -> person.appointments().stream())
                .anyMatch(a -> a.role() == Role.FORUM_WATCHER && a.reaches(Place.of(centre)));
    }

    /** The centres with a forum that it leaves without a watcher. */
    List<String> lostBy(OrganisationEvent event, long sequence) {
        Directory before = before(sequence);
        Directory after = before.after(event, sequence);
        company = after;
        if (event instanceof PersonAppointed e) {
            return lost(e.person(), e.at(), before, after);
        }
        if (event instanceof PersonLeft e) {
            return lost(e.person(), e.leftAt().isAfter(e.at()) ? e.leftAt() : e.at(), before, after);
        }
        return List.of();
    }

    private List<String> lost(String person, Instant from, Directory before, Directory after) {
        return before.person(person).stream()
                .flatMap(known -> known.appointments().stream())
                .filter(appointment -> appointment.role() == Role.FORUM_WATCHER)
                .flatMap(appointment -> Stream.ofNullable(appointment.centre()))
                .distinct()
                .filter(centre -> watched(before, centre, from) && !watched(after, centre, from) && hasForum(centre))
                .toList();
    }

    /** Read anew after a start. */
    private Directory before(long sequence) {
        Directory read = company.sequence() == sequence - 1 ? company : Directory.EMPTY;
        var events = log.readEvents(OrganisationEvent.STREAM, read.sequence() + 1);
        while (read.sequence() < sequence - 1 && events.hasNext()) {
            DomainEventMessage<?> event = events.next();
            read = read.after((OrganisationEvent) event.getPayload(), event.getSequenceNumber());
        }
        return read;
    }

    private boolean hasForum(String centre) {
        Set<String> forums = new HashSet<>();
        var events = log.readEvents(new ForumWatchId(centre).toString());
        while (events.hasNext()) {
            Object event = events.next().getPayload();
            if (event instanceof ForumWatched e) {
                forums.add(e.name());
            } else if (event instanceof ForumUnwatched e) {
                forums.remove(e.name());
            }
        }
        return !forums.isEmpty();
    }
}
