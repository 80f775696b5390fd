package org.huifang.command.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.WebAddress;
import org.huifang.kernel.forum.ForumWatchEvent;
import org.huifang.kernel.forum.ForumWatchEvent.ForumUnwatched;
import org.huifang.kernel.forum.ForumWatchEvent.ForumWatched;
import org.huifang.kernel.forum.ForumWatchId;
import org.huifang.kernel.organisation.OrganisationEvent;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.OrganisationEvent.PersonAppointed;
import org.huifang.kernel.organisation.OrganisationEvent.PersonLeft;
import org.huifang.kernel.organisation.Role;
import org.junit.jupiter.api.Test;

/** §4.6.7: a centre with a forum and no watcher raises an alarm, also where it had one. */
class ForumWatchersTest {
    private static final Instant NOW = Instant.parse("2026-03-20T02:00:00Z");

    private final EmbeddedEventStore log = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final ForumWatchers watchers = new ForumWatchers(log);
    private final List<OrganisationEvent> told = new ArrayList<>();

    @Test
    void theLastToLeaveLeavesTheForumUnwatched() {
        watched("YH");
        assertThat(after(watcher("a", "YH", "XS"))).isEmpty();
        assertThat(after(watcher("b", "YH"))).isEmpty();
        assertThat(after(new PersonLeft("a", NOW, "admin", NOW))).isEmpty();
        assertThat(after(new PersonLeft("b", NOW.plusSeconds(60), "admin", NOW)))
                .containsExactly("YH");
        // Said again, it changes nothing.
        assertThat(after(new PersonLeft("b", NOW, "admin", NOW.plusSeconds(90))))
                .isEmpty();
    }

    @Test
    void soDoesWhoIsAppointedToSomethingElse() {
        watched("YH");
        after(watcher("a", "YH"));
        after(new PersonAppointed("c", "丙", List.of(), "admin", NOW));
        // As after a start: nothing has been followed.
        ForumWatchers anew = new ForumWatchers(log);
        OrganisationEvent other =
                new PersonAppointed("a", "甲", List.of(new Appointment(Role.MANAGER, "YH", null)), "admin", NOW);
        append(other);
        assertThat(anew.lostBy(other, told.size() - 1)).containsExactly("YH");
    }

    @Test
    void aCentreWithoutForumHasNothingToWatch() {
        after(watcher("a", "YH"));
        assertThat(after(new PersonLeft("a", NOW, "admin", NOW))).isEmpty();
        watched("YH");
        happened("YH", 1, new ForumUnwatched("论坛", stamp("YH")));
        after(watcher("b", "YH"));
        assertThat(after(new PersonLeft("b", NOW, "admin", NOW))).isEmpty();
    }

    private List<String> after(OrganisationEvent event) {
        append(event);
        return watchers.lostBy(event, told.size() - 1);
    }

    private void append(OrganisationEvent event) {
        log.publish(new GenericDomainEventMessage<>("organisation", OrganisationEvent.STREAM, told.size(), event));
        told.add(event);
    }

    private void watched(String centre) {
        WebAddress address = WebAddress.of("https://forum.example").orElseThrow();
        happened(centre, 0, new ForumWatched("论坛", address, null, stamp(centre)));
    }

    private void happened(String centre, long sequence, ForumWatchEvent event) {
        log.publish(
                new GenericDomainEventMessage<>("forum-watch", new ForumWatchId(centre).toString(), sequence, event));
    }

    private static Stamp stamp(String centre) {
        return Stamp.ofSystem(NOW, NOW, centre, 1);
    }

    private static PersonAppointed watcher(String person, String... centres) {
        return new PersonAppointed(
                person,
                person,
                List.of(centres).stream()
                        .map(centre -> new Appointment(Role.FORUM_WATCHER, centre, null))
                        .toList(),
                "admin",
                NOW);
    }
}
