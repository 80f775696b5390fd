package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.huifang.kernel.complaint.Severity;
import org.huifang.query.projection.Rows;
import org.huifang.query.projection.Writes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Rows of read tables arrive as they were, whatever is in them, by each way there is of writing them. */
@Tag("postgres")
class RowsTest {
    private static final Rows.Table TABLE = new Rows.Table(
            "thing",
            Set.of("id", "n"),
            "id uuid",
            "n int",
            "words text",
            "names varchar[]",
            "at timestamptz",
            "severity text",
            "yes boolean",
            "bytes bytea");
    private static final UUID ID = UUID.randomUUID();
    private static final Instant AT = Instant.parse("2026-03-02T01:00:00Z");
    private static final String AWKWARD = "一行\n又一行\t制表\\反斜\r\"引号\" {,} 𠮷㛃 \\N";

    @Test
    void everyWayWritesTheSame() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                HikariDataSource connections = new HikariDataSource()) {
            connections.setDataSource(postgres.getPostgresDatabase());
            JdbcTemplate jdbc = new JdbcTemplate(connections);
            jdbc.execute("CREATE TABLE thing (id uuid, n int, words text, names varchar[], at timestamptz, "
                    + "severity text, yes boolean, bytes bytea, PRIMARY KEY (id, n))");
            Rows copied = rows();
            copied.copy(jdbc);
            List<Map<String, Object>> byCopy = read(jdbc);
            write(to -> TABLE.remove("id", List.of(ID), to), jdbc);
            assertThat(read(jdbc)).isEmpty();
            write(rows()::insert, jdbc);
            List<Map<String, Object>> byInsert = read(jdbc);
            assertThat(byCopy).hasSize(2).isEqualTo(byInsert);
            assertThat(byCopy.get(0))
                    .containsEntry("words", AWKWARD)
                    .containsEntry("names", "{" + AWKWARD + "|工程部}")
                    .containsEntry("severity", "MAJOR")
                    .containsEntry("yes", true)
                    .containsEntry("bytes", "00ff5c");
            assertThat(byCopy.get(1)).containsEntry("words", null).containsEntry("names", "{}");
            Rows changed = TABLE.rows();
            changed.add(ID, 1, "改", List.of(), AT, Severity.MINOR, false, "\\x01");
            write(changed::upsert, jdbc);
            assertThat(read(jdbc).get(0)).containsEntry("words", "改").containsEntry("severity", "MINOR");
            write(changed::delete, jdbc);
            assertThat(read(jdbc)).hasSize(1);
        }
    }

    /** In order, also of one table; none of it where one statement fails. */
    @Test
    void manyStatementsTravelTogether() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                HikariDataSource connections = new HikariDataSource()) {
            connections.setDataSource(postgres.getPostgresDatabase());
            JdbcTemplate jdbc = new JdbcTemplate(connections);
            jdbc.execute("CREATE TABLE thing (id uuid, n int, words text, names varchar[], at timestamptz, "
                    + "severity text, yes boolean, bytes bytea, PRIMARY KEY (id, n))");
            Writes writes = new Writes();
            rows().insert(writes);
            TABLE.remove("id", List.of(ID), writes);
            rows().upsert(writes);
            TABLE.rows().upsert(writes);
            TABLE.rows().delete(writes);
            writes.add("UPDATE thing SET words = ? WHERE n = ?", "改", 2);
            writes.send(jdbc);
            assertThat(read(jdbc)).hasSize(2);
            assertThat(read(jdbc).get(1)).containsEntry("words", "改");
            Writes twice = new Writes();
            twice.add("UPDATE thing SET words = ?", "不留");
            rows().insert(twice);
            assertThatThrownBy(() -> new TransactionTemplate(new DataSourceTransactionManager(connections))
                            .executeWithoutResult(status -> twice.send(jdbc)))
                    .isInstanceOf(DuplicateKeyException.class);
            assertThat(read(jdbc)).extracting(row -> row.get("words")).doesNotContain("不留");
            new Writes().send(jdbc);
        }
    }

    private static void write(Consumer<Writes> what, JdbcTemplate jdbc) {
        Writes writes = new Writes();
        what.accept(writes);
        writes.send(jdbc);
    }

    private static Rows rows() {
        Rows rows = TABLE.rows();
        rows.add(ID, 1, AWKWARD, List.of(AWKWARD, "工程部"), AT, Severity.MAJOR, true, "\\x00ff5c");
        rows.add(ID, 2, null, List.of(), null, null, null, null);
        return rows;
    }

    private static List<Map<String, Object>> read(JdbcTemplate jdbc) {
        return jdbc.queryForList("SELECT id, n, words, '{' || array_to_string(names, '|') || '}' AS names, at::text, "
                + "severity, yes, encode(bytes, 'hex') AS bytes FROM thing ORDER BY n");
    }
}
