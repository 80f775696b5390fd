package org.huifang.query.operations;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.axonframework.queryhandling.QueryHandler;
import org.huifang.kernel.operations.Machine.Clocks;
import org.huifang.kernel.operations.Machine.DeadLetter;
import org.huifang.kernel.operations.Machine.FindDeadLetters;
import org.huifang.kernel.operations.Machine.Follower;
import org.huifang.kernel.operations.Machine.FoundDeadLetters;
import org.huifang.kernel.operations.Machine.Host;
import org.huifang.kernel.operations.Machine.Log;
import org.huifang.kernel.operations.Machine.Look;
import org.huifang.kernel.operations.Machine.Status;
import org.huifang.kernel.operations.Machine.Task;
import org.huifang.query.projection.Cursor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** Tells how the machine is: administrators, and who operates it. */
public final class MachineQueries {
    private static final String READ_TABLES = "read-tables";

    private final JdbcTemplate jdbc;
    private final Operators operators;
    private final File dataFolder;
    private final String version;

    /** @param dataFolder on the disk whose free space is told */
    public MachineQueries(JdbcTemplate jdbc, Operators operators, File dataFolder, String version) {
        this.jdbc = jdbc;
        this.operators = operators;
        this.dataFolder = dataFolder;
        this.version = version;
    }

    @QueryHandler
    public Status handle(Look query) {
        operators.require(query.person());
        Log log = one(
                "SELECT position, recorded_at, pg_total_relation_size('event') FROM event_head",
                (row, n) -> new Log(row.getLong(1), row.getLong(1) == 0 ? null : instant(row, 2), row.getLong(3)));
        return new Status(
                query.at(),
                log,
                followers(log.events()),
                clocks(query.at()),
                tasks(),
                one("SELECT count(*) FROM dead_letter", (row, n) -> row.getInt(1)),
                host());
    }

    /** The read tables, and each group of reactions with the segment that is furthest behind. */
    private List<Follower> followers(long head) {
        return jdbc.query(
                "SELECT ?, greatest(position, 0) FROM progress UNION ALL SELECT processor_name,"
                        + " coalesce(min((convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint), 0) FROM token_entry"
                        + " WHERE processor_name NOT LIKE '\\_\\_%' GROUP BY processor_name ORDER BY 1",
                (row, n) -> new Follower(row.getString(1), row.getLong(2), Math.max(0, head - row.getLong(2))),
                READ_TABLES);
    }

    private Clocks clocks(Instant now) {
        return one(
                "SELECT count(*), min(next_at) FROM promise_clock WHERE next_at <= ?",
                (row, n) -> new Clocks(row.getInt(1), instant(row, 2)),
                Timestamp.from(now));
    }

    private List<Task> tasks() {
        return jdbc.query(
                "SELECT task_name, execution_time, picked, last_success, last_failure, coalesce(consecutive_failures, 0)"
                        + " FROM scheduled_tasks WHERE task_instance = 'recurring' ORDER BY task_name",
                (row, n) -> new Task(
                        row.getString(1),
                        row.getTimestamp(2).toInstant(),
                        row.getBoolean(3),
                        instant(row, 4),
                        instant(row, 5),
                        row.getInt(6)));
    }

    private Host host() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new Host(
                version,
                Runtime.version().toString(),
                one("SHOW server_version", (row, n) -> row.getString(1)),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
                heap.getUsed(),
                heap.getMax(),
                dataFolder.getUsableSpace());
    }

    @QueryHandler
    public FoundDeadLetters handle(FindDeadLetters query) {
        operators.require(query.person());
        Cursor after = Cursor.parse(query.after(), 1);
        List<DeadLetter> found = jdbc.query(
                "SELECT d.position, d.stream, c.number, d.name, d.error FROM dead_letter d"
                        + " LEFT JOIN complaint c ON c.id::text = d.stream WHERE d.position > ? ORDER BY d.position LIMIT ?",
                (row, n) -> new DeadLetter(
                        row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)),
                after == null ? -1 : after.position(0),
                query.first() + 1);
        List<DeadLetter> page = found.subList(0, Math.min(found.size(), query.first()));
        return new FoundDeadLetters(
                page,
                found.size() > page.size(),
                page.isEmpty()
                        ? null
                        : Cursor.of(page.get(page.size() - 1).position()).toString());
    }

    private <T> T one(String query, RowMapper<T> mapper, Object... arguments) {
        return Objects.requireNonNull(jdbc.queryForObject(query, mapper, arguments));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
