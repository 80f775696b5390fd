package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.huifang.command.archive.ArchiveReading;
import org.huifang.command.archive.OpenedPackage.BadPackageException;
import org.huifang.command.evidence.PostgresEvidenceStore;
import org.huifang.command.owner.KeyedPersonalData;
import org.huifang.command.store.LogSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A log of which another store decides is taken for nothing else; needs no Axon Server, as nobody gets that far. */
@Tag("server")
class SourceOfLogTest {
    @TempDir
    Path folder;

    @Test
    void whatSomebodyElseDecidesIsNotAppendedTo() throws Exception {
        try (EmbeddedPostgres postgres = Installation.postgres()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            HuifangServer.migrateLog(url);
            try (Connection connection = DriverManager.getConnection(url)) {
                connection.setSchema(HuifangServer.LOG_SCHEMA);
                assertThat(LogSource.read(connection)).isEqualTo(LogSource.POSTGRESQL);
                LogSource.AXON_SERVER.write(connection);

                assertThatThrownBy(() -> HuifangServer.start(
                                new HuifangServer.Options(folder.resolve("data"), "127.0.0.1", 0, false, url)))
                        .isInstanceOf(StartRefused.class)
                        .hasMessageContaining("--event-store axon-server")
                        .hasMessageContaining("./huifang log move --to postgresql");

                JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
                KeyedPersonalData personalData = new KeyedPersonalData(jdbc, new byte[32]);
                ArchiveReading reading = new ArchiveReading(
                        jdbc,
                        personalData,
                        new PostgresEvidenceStore(jdbc, personalData),
                        Foundation.knownEventNames());
                assertThatThrownBy(() -> reading.read(List.of()))
                        .isInstanceOf(BadPackageException.class)
                        .hasMessageContaining("Axon Server");

                assertThat(LogSource.takeAlone(connection)).isTrue();
                assertThatThrownBy(() -> HuifangServer.start(
                                new HuifangServer.Options(folder.resolve("data"), "127.0.0.1", 0, false, url)))
                        .isInstanceOf(StartRefused.class)
                        .hasMessageContaining("./huifang log move");
            }
        }
    }

    @Test
    void axonServerAsTheStoreNeedsToBeSomewhere() {
        assertThat(Launcher.commandLine()
                        .execute(
                                "start",
                                "--event-store",
                                "axon-server",
                                "--data",
                                folder.resolve("no").toString()))
                .isEqualTo(1);
        assertThat(Launcher.commandLine().execute("log", "move", "--to", "axon-server"))
                .isEqualTo(1);
        assertThat(Launcher.commandLine().execute("start", "--event-store", "elsewhere"))
                .isEqualTo(2);
        assertThat(folder.resolve("no")).doesNotExist();
    }
}
