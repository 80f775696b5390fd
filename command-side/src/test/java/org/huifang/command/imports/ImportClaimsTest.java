package org.huifang.command.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.huifang.command.SetClock;
import org.huifang.command.owner.KeyedPersonalData;
import org.huifang.kernel.imports.ImportJob;
import org.huifang.kernel.imports.ImportJob.Kind;
import org.huifang.kernel.imports.ImportJob.Progress;
import org.huifang.kernel.imports.ImportJob.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A list that nobody gets through is given up, and says so; one that gets on is taken up as often as it must be. */
@Tag("postgres")
class ImportClaimsTest {
    private static EmbeddedPostgres postgres;

    /** A claim holds for a minute. */
    private static final Duration CLAIM_OVER = Duration.ofSeconds(61);

    private final SetClock clock = new SetClock();
    private final PostgresImportDesk desk = desk();

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        Flyway.configure()
                .dataSource(postgres.getPostgresDatabase())
                .locations("classpath:db/log")
                .load()
                .migrate();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    private PostgresImportDesk desk() {
        JdbcTemplate jdbc = new JdbcTemplate(postgres.getPostgresDatabase());
        return new PostgresImportDesk(jdbc, new KeyedPersonalData(jdbc, new byte[32]), clock);
    }

    @Test
    void aFileThatNobodyGetsThroughFailsAfterThreeClaims() {
        UUID id = opened();
        for (int i = 0; i < 3; i++) {
            assertThat(desk.claim()).map(ImportJob::id).contains(id);
            clock.advance(CLAIM_OVER);
        }
        assertThat(desk.claim()).isEmpty();
        ImportJob failed = desk.find(id).orElseThrow();
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.fault()).contains("三次").contains(" / ");
        assertThat(desk.bytes(id)).isEmpty();
    }

    @Test
    void oneThatGetsOnIsTakenUpAgain() {
        UUID id = opened();
        for (int i = 1; i < 6; i++) {
            assertThat(desk.claim()).map(ImportJob::id).contains(id);
            assertThat(desk.progress(id, new Progress(i, 1, 0, 0, List.of()))).isTrue();
            clock.advance(CLAIM_OVER);
        }
        assertThat(desk.cancel(id)).isTrue();
    }

    private UUID opened() {
        return desk.open(Kind.PEOPLE, "admin", "people.csv", new byte[] {1}).id();
    }
}
