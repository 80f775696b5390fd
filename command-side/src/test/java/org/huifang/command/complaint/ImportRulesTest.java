package org.huifang.command.complaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.ImportComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.PresentComplaint;
import org.huifang.kernel.complaint.Reception;
import org.huifang.kernel.organisation.Role;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** When an imported history makes sense; how it is played is shown at the server, with all vectors. */
class ImportRulesTest {
    static final Set<String> RULES = Set.of(
            "IMPORTED_TIMES_PAST",
            "IMPORTED_AFTER_RECEPTION",
            "IMPORTED_RECEPTION_COMPLETE",
            "REGISTERED_BY_RECEPTION");

    private static final Instant NOW = Story.T0.plusSeconds(86_400);

    private record Case(String rule, ImportComplaint command) {}

    @TestFactory
    Stream<DynamicTest> refuses() {
        Act future = Act.imported("a", Role.RECEPTIONIST, Story.T0, NOW.plusSeconds(1));
        Act backwards = Act.imported("a", Role.RECEPTIONIST, Story.T0.plusSeconds(9), Story.T0.plusSeconds(8));
        Act early = Act.imported("a", Role.RECEPTIONIST, Story.T0.minusSeconds(1), Story.T0);
        Act good = Act.imported("a", Role.RECEPTIONIST, Story.T0, Story.T0);
        Act cleaner = Act.imported("a", Role.DEPARTMENT_STAFF, Story.T0, Story.T0);
        Reception without = Story.reception(r -> new Reception(
                r.channel(),
                null,
                new Reception.Occurrence(null, null, null),
                r.place(),
                r.respondent(),
                r.course(),
                r.demand(),
                null,
                r.complainant(),
                0,
                null));
        return Stream.of(
                        new Case("IMPORTED_TIMES_PAST", command(future, Story.reception(), List.of())),
                        new Case("IMPORTED_TIMES_PAST", command(good, Story.reception(), List.of(present(backwards)))),
                        new Case("IMPORTED_AFTER_RECEPTION", command(good, Story.reception(), List.of(present(early)))),
                        new Case("IMPORTED_RECEPTION_COMPLETE", command(good, without, List.of())),
                        new Case("REGISTERED_BY_RECEPTION", command(cleaner, Story.reception(), List.of())))
                .map(c -> DynamicTest.dynamicTest(c.rule(), () -> {
                    Throwable thrown = catchThrowable(() -> ImportRules.IMPORT.require(NOW, c.command()));
                    assertThat(((RefusedException) thrown).refusals())
                            .extracting(Refusal::code)
                            .contains(c.rule());
                }));
    }

    @Test
    void letsPassWhatMakesSense() {
        Act good = Act.imported("a", Role.RECEPTIONIST, Story.T0, Story.T0.plusSeconds(60));
        ImportRules.IMPORT.require(NOW, command(good, Story.reception(), List.of(present(good))));
    }

    private static ImportComplaint command(Act registered, Reception reception, List<ComplaintCommand> steps) {
        return new ImportComplaint(Story.ID, "YH", Act.now("importer", NOW), "OLD-1", reception, registered, steps);
    }

    private static ComplaintCommand present(Act act) {
        return new PresentComplaint(Story.ID, act, Role.MANAGER, null);
    }
}
