package org.huifang.command.complaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.huifang.kernel.Source;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintEvent.PromisesObserved;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.promise.Fact;
import org.huifang.kernel.promise.Fact.SendBackReason;
import org.junit.jupiter.api.Test;

/** Promises that are folded only when something could have changed say the same as those folded each time (§4.5.2). */
class PromiseKeepingTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int HISTORIES = 80;
    private static final int MOMENTS = 60;
    private static final List<Fact> FACTS = List.of(
            new Fact.Classified(Classification.VALID_COMPLAINT),
            new Fact.SeverityAssessed(Severity.IMPORTANT, SeverityGround.COMPANY_AT_FAULT),
            new Fact.Presented(Role.MANAGER),
            new Fact.Routed(),
            new Fact.MeasuresPlanned(),
            new Fact.HandlingCompleted(),
            new Fact.HandlingRecordSubmitted(),
            new Fact.HandlingRecordSentBack(SendBackReason.WORK_NOT_DONE),
            new Fact.HandlingRecordAccepted(),
            new Fact.RaisedAgain(),
            new Fact.Reopened(),
            new Fact.Withdrawn());

    /** What happened, so that a complaint can be told all of it anew. */
    private final List<Object> told = new ArrayList<>();

    private final CompanyDirectory policies = Story.people();

    private record Happened(Fact fact, Stamp stamp) {}

    @Test
    void saysTheSameAsFoldingEachTime() {
        int silent = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            told.clear();
            silent += compare(new Random(seed));
        }
        assertThat(silent).as("moments at which there was nothing to say").isGreaterThan(HISTORIES);
    }

    private int compare(Random random) {
        PromiseKeeping kept = new PromiseKeeping();
        tell(kept, new Happened(new Fact.Registered(null, random.nextInt(3)), stamp(Story.T0)));
        Instant now = Story.T0;
        int silent = 0;
        for (int i = 0; i < MOMENTS; i++) {
            // From seconds to days, so that both nothing and much falls between two moments.
            now = now.plusSeconds((long) Math.pow(10, random.nextDouble() * 5.5));
            if (random.nextInt(3) == 0) {
                tell(kept, new Happened(FACTS.get(random.nextInt(FACTS.size())), stamp(now)));
            }
            PromiseKeeping.Observation expected = anew().at(now, ZONE, policies);
            assertThat(kept.at(now, ZONE, policies)).isEqualTo(expected);
            expected.raises()
                    .forEach(raise -> tell(
                            kept,
                            new Happened(
                                    new Fact.SeverityRaised(raise.ground().severity(), raise.ground(), true),
                                    Stamp.ofSystem(raise.at(), raise.at(), Story.CENTRE, 1))));
            PromiseKeeping.Observation said = kept.at(now, ZONE, policies);
            assertThat(said).isEqualTo(anew().at(now, ZONE, policies));
            if (said.changes().isEmpty()) {
                silent++;
            } else {
                tell(kept, new PromisesObserved(Story.ID, said.changes(), said.next(), stamp(now)));
            }
            assertThat(kept.severity()).isEqualTo(folded(now).severity());
        }
        return silent;
    }

    private PromiseKeeping folded(Instant now) {
        PromiseKeeping anew = anew();
        anew.at(now, ZONE, policies);
        return anew;
    }

    private PromiseKeeping anew() {
        PromiseKeeping anew = new PromiseKeeping();
        told.forEach(one -> take(anew, one));
        return anew;
    }

    private void tell(PromiseKeeping kept, Object one) {
        told.add(one);
        take(kept, one);
    }

    private static void take(PromiseKeeping promises, Object one) {
        if (one instanceof Happened happened) {
            promises.happened(happened.fact(), happened.stamp());
        } else {
            promises.observed((PromisesObserved) one);
        }
    }

    private static Stamp stamp(Instant at) {
        return new Stamp(at, at, "receptionist", Role.RECEPTIONIST, Story.CENTRE, Source.API, 1, null, null, null);
    }
}
