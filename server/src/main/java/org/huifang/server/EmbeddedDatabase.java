package org.huifang.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real PostgreSQL in the data folder, for companies of one machine: durable, behind a password, on loopback only. */
final class EmbeddedDatabase implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);

    private static final int START_ATTEMPTS = 10;

    private final EmbeddedPostgres postgres;
    private final String url;

    private EmbeddedDatabase(EmbeddedPostgres postgres, String url) {
        this.postgres = postgres;
        this.url = url;
    }

    static EmbeddedDatabase start(DataFolder folder) throws IOException, SQLException {
        Path data = folder.path().resolve("postgres");
        stopOrphan(data);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(folder.key("postgres.key"));
        boolean fresh = !Files.exists(data.resolve("PG_VERSION"));
        EmbeddedPostgres postgres = startPersistently(folder, data, password);
        if (fresh) {
            lockDown(postgres, data, password);
        }
        return new EmbeddedDatabase(
                postgres,
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?user=postgres&password=" + password);
    }

    /** The processes of a killed PostgreSQL need a moment to notice; until then it refuses to start beside them. */
    private static EmbeddedPostgres startPersistently(DataFolder folder, Path data, String password)
            throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(
                        folder.path().resolve("postgres-binaries").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofMinutes(2))
                .setLocaleConfig("locale", "C.UTF-8")
                .setConnectConfig("password", password)
                // The library's own defaults are for tests: without these an acknowledged command could be lost.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_connections", "200")
                .setServerConfig("wal_compression", "on")
                // Each page is written whole to the WAL when it first changes after a checkpoint.
                .setServerConfig("checkpoint_timeout", "15min")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("random_page_cost", "1.1");
        for (int attempt = 1; ; attempt++) {
            try {
                return builder.start();
            } catch (IOException | IllegalStateException e) {
                if (attempt == START_ATTEMPTS) {
                    throw new StartRefused("PostgreSQL 无法启动,见 " + folder.path().resolve("postgres")
                            + " / PostgreSQL does not start: " + e.getMessage());
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String url() {
        return url;
    }

    /** From the first start on nobody gets in without the password, from this machine neither. */
    private static void lockDown(EmbeddedPostgres postgres, Path data, String password)
            throws IOException, SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER USER postgres PASSWORD '" + password + "'");
            Files.writeString(
                    data.resolve("pg_hba.conf"),
                    "host all all 127.0.0.1/32 scram-sha-256\nhost all all ::1/128 scram-sha-256\n");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /**
     * A server that was killed leaves its PostgreSQL running, or its pid file: the first is stopped in order, the
     * second, where its number now belongs to somebody else, is put away.
     */
    private static void stopOrphan(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        String first = Files.readString(pidFile).lines().findFirst().orElse("");
        Optional<ProcessHandle> owner =
                first.matches("\\d+") ? ProcessHandle.of(Long.parseLong(first)) : Optional.empty();
        if (owner.isEmpty()) {
            // Dead: PostgreSQL's own check of what the dead one left is better than ours.
            return;
        }
        if (!isPostgres(owner.get(), data)) {
            Files.deleteIfExists(pidFile);
            return;
        }
        ProcessHandle orphan = owner.get();
        // SIGTERM is a smart shutdown, which waits for clients; they died with the server.
        orphan.destroy();
        try {
            orphan.onExit().get(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new StartRefused("上次留下的 PostgreSQL(进程 " + first + ")无法停止 / the PostgreSQL left behind (process "
                    + first + ") does not stop");
        }
    }

    private static boolean isPostgres(ProcessHandle process, Path data) {
        try {
            String line = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
            return line.contains("postgres") && line.contains(data.toString());
        } catch (IOException e) {
            return process.info().command().filter(c -> c.contains("postgres")).isPresent();
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
