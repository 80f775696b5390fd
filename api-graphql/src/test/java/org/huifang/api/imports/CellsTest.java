package org.huifang.api.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.graphql.execution.GraphQlSource;

/** Cells as people write them; what cannot be meant is told and not guessed at. */
class CellsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Labels LABELS =
            new Labels(new StaticListableBeanFactory().getBeanProvider(GraphQlSource.class));

    @Test
    void aTimeIsReadAsItIsWrittenInWhateverWay() {
        for (String written : List.of(
                "2026-03-20 09:05",
                "2026/3/20 9:05:00",
                "2026.3.20 9:05",
                "2026年3月20日 9:05",
                "2026-03-20T09:05",
                "2026-03-20T01:05:00Z")) {
            assertThat(cells(written).time("at", ZONE)).as(written).isEqualTo(Instant.parse("2026-03-20T01:05:00Z"));
        }
        assertThat(cells("2026-03-20").time("at", ZONE)).isEqualTo(Instant.parse("2026-03-19T16:00:00Z"));
    }

    @Test
    void whatIsNoTimeIsNotMadeOne() {
        for (String written : List.of(
                "25-03-20",
                "2026-02-30",
                "2026-02-29 09:00",
                "2026-03-20 24:00",
                "0026-03-20",
                "1899-03-20",
                "3000-03-20",
                "-100000-01-01T00:00:00Z",
                "+100000-01-01T00:00:00Z",
                "前天")) {
            Cells cells = cells(written);
            assertThat(cells.time("at", ZONE)).as(written).isNull();
            assertThat(refusals(cells)).containsExactly("TIME_READABLE");
        }
    }

    @Test
    void aTextThatCannotBeStoredIsToldOnce() {
        Cells cells = cells("a\u0000");
        cells.text("at");
        cells.required("at");
        assertThat(refusals(cells)).containsExactly("TEXT_READABLE");
    }

    private static Cells cells(String at) {
        return new Cells(2, Map.of("at", at), LABELS);
    }

    private static List<String> refusals(Cells cells) {
        return catchThrowableOfType(RefusedException.class, cells::require).refusals().stream()
                .map(Refusal::code)
                .toList();
    }
}
