package org.huifang.server;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.huifang.command.archive.ArchiveReading;
import org.huifang.command.archive.ArchiveReading.Read;
import org.huifang.command.archive.OpenedPackage;
import org.huifang.command.archive.OpenedPackage.BadPackageException;
import org.huifang.command.evidence.PostgresEvidenceStore;
import org.huifang.command.owner.KeyedPersonalData;
import org.huifang.kernel.archive.ArchivePackage.Manifest;
import org.huifang.server.Launcher.ExternalDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Archive packages without a server: whether one is whole, and back into an empty system (§4.6.4). */
@Command(
        name = "archive",
        subcommands = {ArchiveCommand.Check.class, ArchiveCommand.ReadIn.class},
        description = "归档包 / archive packages")
final class ArchiveCommand implements Runnable {

    @Override
    public void run() {
        picocli.CommandLine.usage(this, System.out);
    }

    /** What both need. */
    private abstract static class OfPackages implements Callable<Integer> {
        @Parameters(arity = "1..*", description = "归档包 / packages")
        List<Path> files = List.of();

        @Option(names = "--passphrase-file", description = "内有口令的文件 / file that holds the passphrase")
        @Nullable
        Path passphraseFile;

        @Option(names = "--passphrase", interactive = true, description = "问口令 / asks for the passphrase")
        @Nullable
        String typed;

        @Nullable
        String passphrase() throws IOException {
            if (passphraseFile != null) {
                if (!Files.isRegularFile(passphraseFile)) {
                    throw new StartRefused("没有这个文件 / there is no such file: " + passphraseFile);
                }
                return Files.readString(passphraseFile, StandardCharsets.UTF_8).strip();
            }
            return typed;
        }

        /** Opened and compared with what their manifests say. */
        List<OpenedPackage> checked(@Nullable String passphrase) throws IOException {
            List<OpenedPackage> opened = new ArrayList<>();
            try {
                for (Path file : files) {
                    OpenedPackage one = new OpenedPackage(file, passphrase);
                    opened.add(one);
                    int compared = one.check();
                    tell(file, one, compared);
                }
                return opened;
            } catch (IOException | RuntimeException e) {
                close(opened);
                throw e;
            }
        }

        private static void tell(Path file, OpenedPackage one, int compared) {
            Manifest manifest = one.manifest();
            System.out.printf(
                    "%s: %s %s,%d 件投诉 complaints;%d/%d 个文件与清单相符 files as the manifest says%n  manifest SHA-256 %s%n",
                    file.getFileName(),
                    manifest.centreName(),
                    manifest.month(),
                    manifest.complaints().size(),
                    compared,
                    manifest.files().size(),
                    one.digest());
        }

        static void close(List<OpenedPackage> opened) throws IOException {
            for (OpenedPackage one : opened) {
                one.close();
            }
        }

        @Override
        public final Integer call() throws Exception {
            try {
                return take();
            } catch (BadPackageException e) {
                throw new StartRefused(String.valueOf(e.getMessage()));
            }
        }

        abstract Integer take() throws Exception;
    }

    @Command(name = "check", description = "核对归档包是否完整、未被改动 / whether packages are whole and unaltered")
    static final class Check extends OfPackages {
        @Override
        Integer take() throws IOException {
            close(checked(passphrase()));
            return 0;
        }
    }

    @Command(name = "read", description = "把归档包读入空的系统 / read packages into an empty system")
    static final class ReadIn extends OfPackages {
        @Option(names = "--data", required = true, description = "空的数据目录 / an empty data folder")
        Path data = Path.of(Launcher.DEFAULT_DATA);

        @Option(names = "--demo", description = "其中可用示例令牌 / demo tokens are believed there")
        boolean demo;

        @Option(
                names = "--keys",
                defaultValue = "${env:HUIFANG_KEYS}",
                description = "多个进程共用的密钥目录 / folder of keys that several processes share")
        @Nullable
        Path keys;

        @Mixin
        ExternalDatabase database = new ExternalDatabase();

        @Override
        Integer take() throws Exception {
            String passphrase = passphrase();
            if (passphrase == null) {
                throw new StartRefused(
                        "读入归档包须有口令,请用 --passphrase 或 --passphrase-file / reading needs the passphrase: --passphrase or --passphrase-file");
            }
            List<OpenedPackage> packages = checked(passphrase);
            try (DataFolder folder = DataFolder.open(data.toAbsolutePath().normalize(), keys, demo)) {
                Read read = into(folder, packages);
                System.out.printf(
                        "已读入 / read: %d 个事件 events, %d 件投诉 complaints, %d 个证据 files of evidence%n./huifang start --data %s%n",
                        read.events(), read.complaints(), read.evidence(), data);
                return 0;
            } finally {
                close(packages);
            }
        }

        private Read into(DataFolder folder, List<OpenedPackage> packages) throws Exception {
            String external = database.url();
            try (Database opened = external == null ? Database.embedded(folder) : new Database(external, null);
                    HikariDataSource connections = new HikariDataSource()) {
                HuifangServer.migrateLog(opened.url());
                connections.setJdbcUrl(opened.url());
                connections.setSchema(HuifangServer.LOG_SCHEMA);
                JdbcTemplate jdbc = new JdbcTemplate(connections);
                KeyedPersonalData personalData = new KeyedPersonalData(jdbc, folder.key(Foundation.MASTER_KEY));
                ArchiveReading reading = new ArchiveReading(
                        jdbc,
                        personalData,
                        new PostgresEvidenceStore(jdbc, personalData),
                        Foundation.knownEventNames());
                return new TransactionTemplate(new DataSourceTransactionManager(connections)).execute(status -> {
                    try {
                        return reading.read(packages);
                    } catch (IOException e) {
                        throw new NotRead(e);
                    }
                });
            } catch (NotRead e) {
                throw e.cause;
            }
        }
    }

    /** Takes a transaction back with it. */
    private static final class NotRead extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final IOException cause;

        NotRead(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    private record Database(String url, @Nullable EmbeddedDatabase started) implements AutoCloseable {
        static Database embedded(DataFolder folder) throws IOException, SQLException {
            EmbeddedDatabase database = EmbeddedDatabase.start(folder);
            return new Database(database.url(), database);
        }

        @Override
        public void close() throws IOException {
            if (started != null) {
                started.close();
            }
        }
    }
}
