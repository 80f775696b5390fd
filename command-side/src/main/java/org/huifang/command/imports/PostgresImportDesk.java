package org.huifang.command.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.imports.ImportDesk;
import org.huifang.kernel.imports.ImportJob;
import org.huifang.kernel.imports.ImportJob.Fault;
import org.huifang.kernel.imports.ImportJob.Kind;
import org.huifang.kernel.imports.ImportJob.Progress;
import org.huifang.kernel.imports.ImportJob.State;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Imports in the database; a process that works on one says so again and again, and another goes on when it does not. */
public final class PostgresImportDesk implements ImportDesk {
    private static final Duration CLAIMED_FOR = Duration.ofMinutes(1);
    /** What nobody starts is not kept longer. */
    private static final Duration WAITS_AT_MOST = Duration.ofDays(2);

    /** A file that nobody gets through three times is not tried for ever. */
    private static final int CLAIMS_AT_MOST = 3;

    private static final String GIVEN_UP =
            "处理了三次都没有完成,请检查文件后重新导入 / taken up three times without getting on; check the file and import it again";

    private static final int FAULTS_AT_MOST = 10_000;
    private static final String JOB = "SELECT id, kind, person, file, state, rows, done, changed, unchanged, rejected,"
            + " skip_faulty, fault, created_at, finished_at FROM import_job ";

    private final JdbcTemplate jdbc;
    private final PersonalData personalData;
    private final Clock clock;
    private final UUID self = UUID.randomUUID();

    public PostgresImportDesk(JdbcTemplate jdbc, PersonalData personalData, Clock clock) {
        this.jdbc = jdbc;
        this.personalData = personalData;
        this.clock = clock;
    }

    @Override
    public ImportJob open(Kind kind, String person, String file, byte[] bytes) {
        UUID id = UUID.randomUUID();
        String key = personalData.keyFor(new ComplaintId(id));
        jdbc.update(
                "INSERT INTO import_job (id, kind, person, file, state, created_at, key_id, content)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                kind.name(),
                person,
                file,
                State.CHECKING.name(),
                now(),
                key,
                personalData.sealBytes(key, id.toString(), bytes));
        return find(id).orElseThrow();
    }

    @Override
    public Optional<ImportJob> find(UUID job) {
        return jdbc.query(JOB + "WHERE id = ?", this::job, job).stream().findFirst();
    }

    @Override
    public List<ImportJob> of(String person, int first) {
        return jdbc.query(JOB + "WHERE person = ? ORDER BY created_at DESC LIMIT ?", this::job, person, first);
    }

    @Override
    public List<Fault> faults(UUID job, int afterRow, int first) {
        return jdbc.query(
                "SELECT row, column_name, code, zh, en FROM import_fault WHERE job = ? AND row > ? ORDER BY row, n LIMIT ?",
                (row, n) -> new Fault(
                        row.getInt(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)),
                job,
                afterRow,
                first);
    }

    @Override
    public Optional<byte[]> bytes(UUID job) {
        return jdbc
                .query(
                        "SELECT key_id, content FROM import_job WHERE id = ? AND content IS NOT NULL",
                        (row, n) -> personalData.openBytes(row.getString(1), job.toString(), row.getBytes(2)),
                        job)
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public Optional<ImportJob> claim() {
        jdbc.update(
                "UPDATE import_job SET state = 'CANCELLED', finished_at = ?, content = NULL"
                        + " WHERE state = 'CHECKED' AND created_at < ?",
                now(),
                Timestamp.from(clock.instant().minus(WAITS_AT_MOST)));
        jdbc.update(
                "UPDATE import_job SET state = 'FAILED', fault = ?, finished_at = ?, content = NULL, claimed_until = NULL"
                        + " WHERE state IN ('CHECKING', 'RUNNING') AND claims >= ? AND claimed_until < ?",
                GIVEN_UP,
                now(),
                CLAIMS_AT_MOST,
                now());
        return jdbc
                .queryForList(
                        "UPDATE import_job SET claimed_until = ?, claimed_by = ?, claims = claims + 1 WHERE id = (SELECT id FROM import_job"
                                + " WHERE state IN ('CHECKING', 'RUNNING') AND (claimed_until IS NULL OR claimed_until < ?)"
                                + " ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id",
                        UUID.class,
                        claimedUntil(),
                        self,
                        now())
                .stream()
                .findFirst()
                .flatMap(this::find);
    }

    @Override
    public void counted(UUID job, int rows) {
        jdbc.update("UPDATE import_job SET rows = ? WHERE id = ?", rows, job);
    }

    /** Together with the faults, so that neither is there without the other. */
    @Override
    public boolean progress(UUID job, Progress progress) {
        Object[][] columns = columns(progress.faults());
        return !jdbc.queryForList(
                        "WITH moved AS (UPDATE import_job SET done = ?, changed = changed + ?, unchanged = unchanged + ?,"
                                + " rejected = rejected + ?, claimed_until = ?, claims = 0 WHERE id = ? AND claimed_by = ?"
                                + " AND state IN ('CHECKING', 'RUNNING') RETURNING id),"
                                + " faults AS (INSERT INTO import_fault (job, row, n, column_name, code, zh, en)"
                                + " SELECT moved.id, f.* FROM moved,"
                                + " unnest(?::int[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[]) f"
                                + " WHERE (SELECT count(*) FROM import_fault WHERE job = ?) < " + FAULTS_AT_MOST
                                + " ON CONFLICT DO NOTHING)"
                                + " SELECT id FROM moved",
                        UUID.class,
                        progress.done(),
                        progress.changed(),
                        progress.unchanged(),
                        progress.rejected(),
                        claimedUntil(),
                        job,
                        self,
                        columns[0],
                        columns[1],
                        columns[2],
                        columns[3],
                        columns[4],
                        columns[5],
                        job)
                .isEmpty();
    }

    private static Object[][] columns(List<Fault> faults) {
        Map<Integer, Integer> ofRow = new HashMap<>();
        Integer[] rows = faults.stream().map(Fault::row).toArray(Integer[]::new);
        Integer[] numbers = faults.stream()
                .map(fault -> ofRow.merge(fault.row(), 1, Integer::sum))
                .toArray(Integer[]::new);
        return new Object[][] {
            rows,
            numbers,
            faults.stream().map(Fault::column).toArray(String[]::new),
            faults.stream().map(Fault::code).toArray(String[]::new),
            faults.stream().map(Fault::zh).toArray(String[]::new),
            faults.stream().map(Fault::en).toArray(String[]::new)
        };
    }

    @Override
    public void checked(UUID job) {
        jdbc.update(
                "UPDATE import_job SET state = 'CHECKED', claimed_until = NULL, claimed_by = NULL"
                        + " WHERE id = ? AND state = 'CHECKING' AND claimed_by = ?",
                job,
                self);
    }

    @Override
    public void finished(UUID job) {
        jdbc.update(
                "UPDATE import_job SET state = 'DONE', finished_at = ?, content = NULL, claimed_until = NULL"
                        + " WHERE id = ? AND state = 'RUNNING' AND claimed_by = ?",
                now(),
                job,
                self);
    }

    @Override
    public void failed(UUID job, String fault) {
        jdbc.update(
                "UPDATE import_job SET state = 'FAILED', fault = ?, finished_at = ?, content = NULL, claimed_until = NULL"
                        + " WHERE id = ?",
                fault,
                now(),
                job);
    }

    /** What was found in checking is found again in taking; together, so that nothing found in taking is lost. */
    @Override
    public boolean start(UUID job, boolean skipFaulty) {
        return !jdbc.queryForList(
                        "WITH started AS (UPDATE import_job SET state = 'RUNNING', skip_faulty = ?, claims = 0, done = 0, changed = 0,"
                                + " unchanged = 0, rejected = 0 WHERE id = ? AND state = 'CHECKED' AND (? OR rejected = 0)"
                                + " RETURNING id),"
                                + " gone AS (DELETE FROM import_fault USING started WHERE job = started.id)"
                                + " SELECT id FROM started",
                        UUID.class,
                        skipFaulty,
                        job,
                        skipFaulty)
                .isEmpty();
    }

    @Override
    public boolean cancel(UUID job) {
        return jdbc.update(
                        "UPDATE import_job SET state = 'CANCELLED', finished_at = ?, content = NULL, claimed_until = NULL"
                                + " WHERE id = ? AND state IN ('CHECKING', 'CHECKED', 'RUNNING')",
                        now(),
                        job)
                == 1;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private Timestamp claimedUntil() {
        return Timestamp.from(clock.instant().plus(CLAIMED_FOR));
    }

    private ImportJob job(ResultSet row, int n) throws SQLException {
        return new ImportJob(
                row.getObject(1, UUID.class),
                Kind.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                State.valueOf(row.getString(5)),
                row.getObject(6, Integer.class),
                row.getInt(7),
                row.getInt(8),
                row.getInt(9),
                row.getInt(10),
                row.getBoolean(11),
                row.getString(12),
                row.getTimestamp(13).toInstant(),
                instant(row, 14));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
