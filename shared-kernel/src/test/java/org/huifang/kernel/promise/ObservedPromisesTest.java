package org.huifang.kernel.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huifang.kernel.promise.PromiseKind.COMPLETE_HANDLING;
import static org.huifang.kernel.promise.PromiseKind.ROUTE;
import static org.huifang.kernel.promise.Story.after;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.huifang.kernel.complaint.Classification;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("§4.5.2 what is said of promises, and when")
class ObservedPromisesTest {

    /** As a server hears of it: late records late, and each due as it passes. */
    @TestFactory
    Stream<DynamicTest> everyVectorAsItBecomesKnown() throws IOException {
        return PromiseVectorsTest.vectors()
                .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
                    ObservedPromises observed = ObservedPromises.NONE;
                    List<Happening> known = new ArrayList<>();
                    Instant now = Instant.MIN;
                    for (Happening happening : vector.happenings()) {
                        now = happening.recordedAt().isAfter(now) ? happening.recordedAt() : now;
                        Promises before = Promises.fold(known, vector.zone(), now);
                        observed = observed.after(observed.changesTo(before, now));
                        known.add(happening);
                        Promises folded = Promises.fold(known, vector.zone(), now);
                        observed = observed.after(observed.changesTo(folded, now));
                        assertThat(observed.changesTo(folded, now)).isEmpty();
                    }
                    Promises folded = Promises.fold(known, vector.zone(), vector.asOf());
                    observed = observed.after(observed.changesTo(folded, vector.asOf()));
                    assertThat(Row.ofObserved(observed)).containsAll(Row.ofFold(folded));
                    assertThat(observed.states())
                            .filteredOn(p -> folded.states().stream()
                                    .noneMatch(s -> s.promise() == p.promise() && s.n() == p.n()))
                            .allMatch(p -> p.verdict() == Verdict.CANCELLED);
                }));
    }

    @Test
    @DisplayName("§4.5.2 时限过半和过八成各提醒一次")
    void warnsAtEachShareOfTheSpan() {
        Promises folded = Story.registered().at(Duration.ofMinutes(25));

        assertThat(said(ObservedPromises.NONE, folded, Duration.ofMinutes(25)).filter(c -> c.promise() == ROUTE))
                .contains(new PromiseChange.Warned(ROUTE, 1, 50), new PromiseChange.Warned(ROUTE, 1, 80));
    }

    @Test
    @DisplayName("§4.5.2 作出承诺时已过的提醒不再发出")
    void aPromiseMadeLateGetsOnlyTheWarningsAhead() {
        Promises folded = Story.registered()
                .classified(Duration.ofHours(30), Classification.SERVICE_REQUEST)
                .at(Duration.ofHours(47));

        assertThat(said(ObservedPromises.NONE, folded, Duration.ofHours(47))
                        .filter(c -> c.promise() == COMPLETE_HANDLING && c instanceof PromiseChange.Warned))
                .containsExactly(new PromiseChange.Warned(COMPLETE_HANDLING, 1, 80));
    }

    @Test
    @DisplayName("§4.5.2 超时每过半个时限上报一级,至多三级,迟办后不再上报")
    void aMissClimbsALevelEachHalfSpan() {
        Story story = Story.registered();
        ObservedPromises asleep = ObservedPromises.NONE;

        assertThat(escalations(asleep, story, Duration.ofMinutes(44))).isEmpty();
        assertThat(escalations(asleep, story, Duration.ofMinutes(45))).containsExactly(1);
        assertThat(escalations(asleep, story, Duration.ofHours(9))).containsExactly(1, 2, 3);

        story.then(Duration.ofMinutes(50), new Fact.Routed());
        assertThat(escalations(asleep, story, Duration.ofHours(9))).isEmpty();
    }

    @Test
    @DisplayName("§4.5.2 补录改变已作出的判定时重新说明,已上报的仍然有效")
    void aLateRecordRestates() {
        Story story = Story.registered();
        Duration missed = Duration.ofMinutes(50);
        ObservedPromises observed =
                ObservedPromises.NONE.after(ObservedPromises.NONE.changesTo(story.at(missed), after(missed)));

        story.recorded(Duration.ofMinutes(20), missed, new Fact.Routed());
        var changes = observed.changesTo(story.at(missed), after(missed));

        assertThat(changes)
                .filteredOn(c -> c.promise() == ROUTE)
                .singleElement()
                .satisfies(c -> assertThat(c)
                        .isEqualTo(new PromiseChange.Restated(
                                ROUTE,
                                1,
                                Story.T0,
                                after(Duration.ofMinutes(30)),
                                Verdict.MET,
                                after(Duration.ofMinutes(20)),
                                null,
                                Verdict.MISSED)));
        assertThat(observed.after(changes).states())
                .filteredOn(p -> p.promise() == ROUTE)
                .extracting(ObservedPromise::escalationLevel)
                .containsExactly(1);
    }

    @Test
    @DisplayName("§4.5.2 包含时刻的时限过一秒才算超时")
    void anInclusiveDuePassesASecondAfterIt() {
        Promises folded = Story.registered().at(Duration.ofMinutes(29));

        assertThat(ObservedPromises.nextInstant(folded, after(Duration.ofMinutes(29))))
                .contains(after(Duration.ofMinutes(30).plusSeconds(1)));
    }

    @Test
    @DisplayName("§4.5.2 存储的形式不变")
    void theStoredShapeIsFixed() {
        JsonMapper json = JsonMapper.builder().build();
        Instant at = Story.T0;

        assertThat(json.readTree(json.writeValueAsString(new PromiseChange.Made(ROUTE, 1, at, at, 1))))
                .isEqualTo(json.readTree("""
                        {"t": "made", "promise": "ROUTE", "n": 1, "clock": "2025-03-02T01:00:00Z",
                         "due": "2025-03-02T01:00:00Z", "policyVersion": 1}
                        """));
        assertThat(json.writeValueAsString(
                        new PromiseChange.Restated(ROUTE, 1, at, at, Verdict.OPEN, null, null, Verdict.OPEN)))
                .doesNotContain("null");
    }

    private static Stream<PromiseChange> said(ObservedPromises observed, Promises folded, Duration now) {
        return observed.changesTo(folded, after(now)).stream();
    }

    private static List<Integer> escalations(ObservedPromises observed, Story story, Duration now) {
        return said(observed, story.at(now), now)
                .filter(c -> c.promise() == ROUTE && c instanceof PromiseChange.Escalated)
                .map(c -> ((PromiseChange.Escalated) c).level())
                .toList();
    }
}
