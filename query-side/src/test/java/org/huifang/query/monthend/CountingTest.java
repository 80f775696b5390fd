package org.huifang.query.monthend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.huifang.kernel.Source;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRegistered;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReopened;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordAccepted;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerRated;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.Handling.ReopenReason;
import org.huifang.kernel.complaint.Reception;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.monthend.FactKind;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.Personal;
import org.junit.jupiter.api.Test;

/** What statistics count of a complaint. */
class CountingTest {
    private static final ComplaintId ID = ComplaintId.parse("5a7cbb52-5f2e-4f0e-9c43-0d9f3a1f0c11");
    private static final Instant T0 = Instant.parse("2026-03-02T01:00:00Z");
    private static final Personal TEXT = new Personal("key", "sealed");

    /** §4.6.4: for a plain request the rating counts as the visit, which is made once since it was opened. */
    @Test
    void aRequestRatedAgainWasVisitedOnce() {
        assertThat(scores(rated(5), rated(1))).containsExactly(5L);
        assertThat(scores(
                        rated(5),
                        new ComplaintReopened(ID, ReopenReason.OWNER_DISSATISFIED, TEXT, stamp()),
                        new HandlingRecordAccepted(ID, null, stamp()),
                        rated(2)))
                .containsExactly(5L, 2L);
    }

    private static List<Long> scores(ComplaintEvent... afterAcceptance) {
        List<ComplaintEvent> events = new ArrayList<>(List.of(
                new ComplaintRegistered(
                        ID, RecordNumber.parse("KF-YH-20260302-0001"), "Asia/Shanghai", reception(), stamp()),
                new ComplaintClassified(ID, Classification.SERVICE_REQUEST, null, TEXT, stamp()),
                new HandlingRecordAccepted(ID, null, stamp())));
        events.addAll(List.of(afterAcceptance));
        Counted counted = null;
        for (ComplaintEvent event : events) {
            Counting counting = Counting.on(counted, event);
            counting.take(event, events.indexOf(event));
            counted = counting.counted();
        }
        return Stream.ofNullable(counted)
                .flatMap(all -> all.facts().stream())
                .filter(fact -> fact.kind() == FactKind.VISITED)
                .map(Counted.Fact::value)
                .toList();
    }

    private static OwnerRated rated(int satisfaction) {
        return new OwnerRated(ID, satisfaction, null, stamp());
    }

    private static Stamp stamp() {
        return new Stamp(T0, T0, "somebody", Role.RECEPTIONIST, "YH", Source.API, 1, null, null, null);
    }

    private static Reception reception() {
        return new Reception(
                Reception.Channel.PHONE,
                null,
                new Reception.Occurrence(T0, null, null),
                TEXT,
                new Reception.Respondent(null, "engineering", null),
                TEXT,
                TEXT,
                null,
                new Reception.Complainant(
                        Reception.Capacity.OWNER, TEXT, TEXT, Reception.ContactMethod.PHONE, TEXT, null, null),
                0,
                null);
    }
}
