package org.huifang.kernel.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.organisation.Role;

/** Days and months as people live them, anywhere: month ends, leap days, summer time, days that a zone skipped. */
class CalendarPropertiesTest {
    private static final List<String> ZONES = List.of(
            "Asia/Shanghai",
            "Europe/Berlin",
            "America/New_York",
            "America/Sao_Paulo",
            "Australia/Lord_Howe",
            "Africa/Cairo",
            "Pacific/Apia");

    @Property
    @Label("a day ends when the next local date begins")
    void days(@ForAll("instants") Instant instant, @ForAll("zones") ZoneId zone) {
        Instant end = new Calendar(zone).endOfDay(instant);
        LocalDate today = LocalDate.ofInstant(instant, zone);
        assertThat(LocalDate.ofInstant(end, zone)).isAfter(today);
        assertThat(LocalDate.ofInstant(end.minusSeconds(1), zone)).isEqualTo(today);
        assertThat(Duration.between(instant, end)).isBetween(Duration.ofSeconds(1), Duration.ofHours(26));
    }

    @Property
    @Label("a month later is the same day of the next month, or its last; at the same hour, where that hour exists")
    void months(@ForAll("instants") Instant instant, @ForAll("zones") ZoneId zone) {
        LocalDateTime from = LocalDateTime.ofInstant(instant, zone);
        LocalDateTime to = LocalDateTime.ofInstant(new Calendar(zone).plusMonth(instant), zone);
        YearMonth next = YearMonth.from(from).plusMonths(1);
        LocalDate day = next.atDay(Math.min(from.getDayOfMonth(), next.lengthOfMonth()));
        LocalDateTime wished = day.atTime(from.toLocalTime());
        if (zone.getRules().getValidOffsets(wished).isEmpty()) {
            assertThat(to).isAfter(wished);
        } else {
            assertThat(to).isEqualTo(wished);
        }
    }

    @Property
    @Label("in whatever order late records arrive, they say the same as stated")
    void orderOfArrival(@ForAll("instants") Instant reception, @ForAll long seed, @ForAll("zones") ZoneId zone) {
        Instant recorded = reception.plus(Duration.ofDays(40));
        List<Happening> happenings = new ArrayList<>();
        List<Fact> facts = List.of(
                new Fact.Registered(null, 0),
                new Fact.Classified(Classification.VALID_COMPLAINT),
                new Fact.SeverityAssessed(Severity.IMPORTANT, SeverityGround.COMPANY_AT_FAULT),
                new Fact.Presented(Role.MANAGER),
                new Fact.Routed(),
                new Fact.MeasuresPlanned(),
                new Fact.HandlingCompleted(),
                new Fact.HandlingRecordSubmitted(),
                new Fact.HandlingRecordAccepted());
        Random random = new Random(seed);
        Instant at = reception;
        for (Fact fact : facts) {
            happenings.add(new Happening(fact, at, recorded, PromisePolicy.DEFAULT));
            at = at.plusSeconds(1 + random.nextInt(90_000));
        }
        Promises told = Promises.fold(happenings, zone, recorded);
        List<Happening> arrived = new ArrayList<>(happenings);
        Collections.shuffle(arrived, random);
        assertThat(Promises.fold(arrived, zone, recorded)).isEqualTo(told);
    }

    @Provide
    Arbitrary<Instant> instants() {
        Arbitrary<Instant> any = Arbitraries.longs()
                .between(
                        Instant.parse("2008-01-01T00:00:00Z").getEpochSecond(),
                        Instant.parse("2032-12-31T00:00:00Z").getEpochSecond())
                .map(Instant::ofEpochSecond);
        Arbitrary<Instant> edges = Arbitraries.of(
                        LocalDate.of(2024, 1, 29),
                        LocalDate.of(2024, 1, 31),
                        LocalDate.of(2024, 2, 29),
                        LocalDate.of(2025, 1, 31),
                        LocalDate.of(2025, 12, 31),
                        LocalDate.of(2026, 3, 29),
                        LocalDate.of(2026, 2, 28),
                        LocalDate.of(2026, 10, 25),
                        LocalDate.of(2011, 11, 30))
                .flatMap(day -> Arbitraries.integers().between(0, 86_399).map(second -> day.atTime(
                                LocalTime.ofSecondOfDay(second))
                        .atZone(ZoneId.of("Europe/Berlin"))
                        .toInstant()));
        return Arbitraries.oneOf(any, edges);
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(ZONES).map(ZoneId::of);
    }
}
