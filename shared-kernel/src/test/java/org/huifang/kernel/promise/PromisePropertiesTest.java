package org.huifang.kernel.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.organisation.Role;
import tools.jackson.databind.json.JsonMapper;

/** Whatever happens, in whatever order it is recorded, also what no guard would let through. */
@Label("§4.5.2 promises of any history")
class PromisePropertiesTest {
    private static final Duration HORIZON = Duration.ofDays(45);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The order in which the facts became known. */
    record History(List<Happening> happenings) {
        Promises at(Instant now) {
            List<Happening> known = happenings.stream()
                    .filter(h -> !h.recordedAt().isAfter(now))
                    .toList();
            return Promises.fold(known, Story.ZONE, now);
        }

        Instant end() {
            return Story.after(HORIZON);
        }

        Stream<Instant> moments() {
            return Stream.concat(happenings.stream().map(Happening::recordedAt), Stream.of(end()))
                    .distinct();
        }
    }

    @Property
    @Label("no verdict without what justifies it")
    void noVerdictWithoutFacts(@ForAll("histories") History history) {
        Promises folded = history.at(history.end());
        Set<Instant> stated = history.happenings().stream().map(Happening::at).collect(Collectors.toSet());
        Set<Instant> known = Stream.of(
                        stated.stream(),
                        history.happenings().stream().map(Happening::recordedAt),
                        folded.systemRaises().stream().map(Promises.SystemRaise::at))
                .flatMap(instants -> instants)
                .collect(Collectors.toSet());
        for (PromiseState p : folded.states()) {
            switch (p.verdict()) {
                case OPEN -> assertThat(p.at()).isNull();
                case MET -> {
                    assertThat(known).contains(p.at());
                    assertThat(p.at()).isBetween(p.clock(), p.due());
                    assertThat(p.promise().strict() && p.due().equals(p.at())).isFalse();
                }
                case MISSED -> assertThat(p.at()).isEqualTo(p.due()).isBeforeOrEqualTo(history.end());
                case CANCELLED -> assertThat(known).contains(p.at());
            }
            if (p.metLateAt() != null) {
                assertThat(p.verdict()).isEqualTo(Verdict.MISSED);
                assertThat(known).contains(p.metLateAt());
                assertThat(p.metLateAt()).isAfterOrEqualTo(p.due());
            }
            if (p.verdict() != Verdict.MET) {
                assertThat(p.asRecorded()).isEqualTo(p.verdict());
            }
        }
    }

    @Property
    @Label("going on from where it stood says what a fold of all says, also when asked about before")
    void foldsOn(@ForAll("histories") History history) {
        Folding folding = new Folding();
        for (Instant now : history.moments().toList()) {
            history.happenings().stream()
                    .skip(folding.happenings().size())
                    .takeWhile(h -> !h.recordedAt().isAfter(now))
                    .forEach(folding::happened);
            Instant before = now.minus(Duration.ofHours(7));
            assertThat(folding.upTo(now, Story.ZONE)).isEqualTo(history.at(now));
            if (now.getEpochSecond() / 60 % 3 == 0) {
                assertThat(folding.upTo(before, Story.ZONE))
                        .isEqualTo(Promises.fold(folding.happenings(), Story.ZONE, before));
                assertThat(folding.upTo(now, Story.ZONE)).isEqualTo(history.at(now));
            }
            assertThat(folding.upTo(now.plusSeconds(40), Story.ZONE))
                    .isEqualTo(Promises.fold(folding.happenings(), Story.ZONE, now.plusSeconds(40)));
        }
    }

    @Property
    @Label("what was said is not said again, and what was said last is what the facts say")
    void saidOnce(@ForAll("histories") History history) {
        ObservedPromises observed = ObservedPromises.NONE;
        for (Instant now : history.moments().toList()) {
            Promises folded = history.at(now);
            observed = observed.after(observed.changesTo(folded, now));
            assertThat(observed.changesTo(folded, now)).isEmpty();
        }
        assertThat(Row.ofFold(history.at(history.end()))).isSubsetOf(Row.ofObserved(observed));
    }

    @Property
    @Label("nothing is to be said before the next instant")
    void quietUntilTheNextInstant(@ForAll("histories") History history) {
        Instant now = history.happenings().get(history.happenings().size() - 1).recordedAt();
        Promises folded = history.at(now);
        ObservedPromises observed = ObservedPromises.NONE.after(ObservedPromises.NONE.changesTo(folded, now));
        Optional<Instant> next = ObservedPromises.nextInstant(folded, now);
        Instant before = next.orElse(history.end().plus(HORIZON)).minusSeconds(1);
        if (before.isAfter(now)) {
            assertThat(observed.changesTo(history.at(before), before)).isEmpty();
        }
    }

    @Property
    @Label("a history imported whole alarms nobody, then or later")
    void importedAlarmsNobody(@ForAll("histories") History history) {
        Instant imported = history.end();
        Promises folded = history.at(imported);
        var changes = ObservedPromises.NONE.changesTo(folded, imported, imported);
        ObservedPromises observed = ObservedPromises.NONE.after(changes);

        assertThat(changes).noneMatch(c -> c instanceof PromiseChange.Warned || c instanceof PromiseChange.Escalated);
        assertThat(observed.changesTo(folded, imported, imported)).isEmpty();
        assertThat(Row.ofObserved(observed)).isEqualTo(Row.ofFold(folded));
    }

    @Property
    @Label("changes read back from JSON as they were written")
    void changesSurviveJson(@ForAll("histories") History history) {
        ObservedPromises observed = ObservedPromises.NONE;
        for (Instant now : history.moments().toList()) {
            List<PromiseChange> changes = observed.changesTo(history.at(now), now);
            for (PromiseChange change : changes) {
                String json = JSON.writeValueAsString(change);
                assertThat(JSON.readValue(json, PromiseChange.class)).isEqualTo(change);
            }
            observed = observed.after(changes);
        }
    }

    @Provide
    Arbitrary<History> histories() {
        Arbitrary<Happening> happening = Combinators.combine(
                        facts(),
                        Arbitraries.longs().between(0, HORIZON.toMinutes()),
                        Arbitraries.longs()
                                .between(0, Duration.ofDays(1).toMinutes())
                                .injectDuplicates(0.5))
                .as((fact, minute, late) -> {
                    Instant at = Story.after(Duration.ofMinutes(minute));
                    Instant recordedAt = at.plus(Duration.ofMinutes(late % 3 == 0 ? late : 0));
                    return new Happening(fact, at, earlier(recordedAt), PromisePolicy.DEFAULT);
                });
        return happening.list().ofMaxSize(25).map(list -> {
            List<Happening> all = new ArrayList<>(Story.registered().happenings());
            list.stream().sorted(Comparator.comparing(Happening::recordedAt)).forEach(all::add);
            return new History(all);
        });
    }

    private static Instant earlier(Instant recordedAt) {
        Instant end = Story.after(HORIZON);
        return recordedAt.isAfter(end) ? end : recordedAt;
    }

    private static Arbitrary<Fact> facts() {
        return Arbitraries.oneOf(
                Arbitraries.of(Classification.class).map(Fact.Classified::new),
                Arbitraries.of(Classification.class).map(Fact.Reclassified::new),
                Arbitraries.of(SeverityGround.class).map(g -> new Fact.SeverityAssessed(g.severity(), g)),
                Arbitraries.of(SeverityGround.class).map(g -> new Fact.SeverityRaised(g.severity(), g, false)),
                Arbitraries.of(SeverityGround.class).map(g -> new Fact.SeverityLowered(g.severity(), g)),
                Arbitraries.of(Role.MANAGER, Role.COMPANY_LEADER).map(Fact.Presented::new),
                Arbitraries.of(Fact.SendBackReason.class).map(Fact.HandlingRecordSentBack::new),
                Arbitraries.of(
                        new Fact.Directed(null),
                        new Fact.Routed(),
                        new Fact.RoutingReturned(),
                        new Fact.MeasuresPlanned(),
                        new Fact.HandlingCompleted(),
                        new Fact.HandlingRecordSubmitted(),
                        new Fact.HandlingRecordAccepted(),
                        new Fact.ReportedToSupervisor(),
                        new Fact.OwnerInformed(),
                        new Fact.ReturnVisitMade(),
                        new Fact.OwnerRated(),
                        new Fact.ReturnVisitWaived(),
                        new Fact.RaisedAgain(),
                        new Fact.DuplicateMerged(),
                        new Fact.Reopened(),
                        new Fact.Withdrawn(),
                        new Fact.Dissolved()));
    }
}
