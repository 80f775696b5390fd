package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.huifang.kernel.complaint.Severity;
import org.huifang.query.projection.Rows;
import org.huifang.query.projection.Writes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

    private EmbeddedPostgres postgres;
    private JdbcTemplate jdbc;

    @BeforeEach
    void emptyTable() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        jdbc = new JdbcTemplate(postgres.getPostgresDatabase());
        jdbc.execute("CREATE TABLE thing (id uuid, n int, words text, names varchar[], at timestamptz, "
                + "severity text, yes boolean, bytes bytea, PRIMARY KEY (id, n))");
    }

    @AfterEach
    void stop() throws IOException {
        postgres.close();
    }

    @Test
    void everyWayWritesTheSame() {
        Rows copied = rows();
        copied.copy(jdbc);
        List<Map<String, Object>> byCopy = read();
        write(to -> TABLE.remove("id", List.of(ID), to));
        assertThat(read()).isEmpty();
        write(rows()::insert);
        List<Map<String, Object>> byInsert = read();
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
        write(changed::upsert);
        assertThat(read().get(0)).containsEntry("words", "改").containsEntry("severity", "MINOR");
        write(changed::delete);
        assertThat(read()).hasSize(1);
    }

    /** In order, also of one table; none of it where one statement fails. */
    @Test
    void manyStatementsTravelTogether() {
        Writes writes = new Writes();
        rows().insert(writes);
        TABLE.remove("id", List.of(ID), writes);
        rows().upsert(writes);
        TABLE.rows().upsert(writes);
        TABLE.rows().delete(writes);
        writes.add("UPDATE thing SET words = ? WHERE n = ?", "改", 2);
        writes.send(jdbc);
        assertThat(read()).hasSize(2);
        assertThat(read().get(1)).containsEntry("words", "改");
        Writes twice = new Writes();
        twice.add("UPDATE thing SET words = ?", "不留");
        rows().insert(twice);
        assertThatThrownBy(
                        () -> new TransactionTemplate(new DataSourceTransactionManager(postgres.getPostgresDatabase()))
                                .executeWithoutResult(status -> twice.send(jdbc)))
                .isInstanceOf(DuplicateKeyException.class);
        assertThat(read()).extracting(row -> row.get("words")).doesNotContain("不留");
        new Writes().send(jdbc);
    }

    private void write(Consumer<Writes> what) {
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

    private List<Map<String, Object>> read() {
        return jdbc.queryForList("SELECT id, n, words, '{' || array_to_string(names, '|') || '}' AS names, at::text, "
                + "severity, yes, encode(bytes, 'hex') AS bytes FROM thing ORDER BY n");
    }
}
