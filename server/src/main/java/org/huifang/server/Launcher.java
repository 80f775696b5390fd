package org.huifang.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.huifang.command.store.LogSource;
import org.huifang.server.demo.DemoPlayer;
import org.huifang.server.demo.GraphQlClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The program people start: {@code huifang start}, {@code huifang token}, {@code huifang demo}. */
@Command(
        name = "huifang",
        subcommands = {
            Launcher.Start.class,
            Launcher.Keys.class,
            Launcher.Token.class,
            Launcher.Demo.class,
            Launcher.Replay.class,
            Launcher.Rehearse.class,
            ArchiveCommand.class,
            LogCommand.class
        },
        description = "回访:从业户投诉到回访,每一步都有据可查 / from an owner's complaint to the return visit")
public final class Launcher implements Runnable {
    static final String DEFAULT_DATA = "data";

    /** Processes of other roles may start at the same time. */
    private static final Duration APPOINTED_WITHIN = Duration.ofMinutes(2);

    public static void main(String[] arguments) {
        // Until Spring Boot takes over: what PostgreSQL and migrations have to say is of interest only when they fail.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        int code = commandLine().execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** What goes wrong is told in a line, and in the exit code. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Launcher()).setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((fault, command, parsed) -> {
            if (fault instanceof StartRefused refused) {
                System.err.println(refused.getMessage());
                return 1;
            }
            throw fault;
        });
        line.setParameterExceptionHandler((fault, words) -> {
            System.err.println("命令有误 / wrong command: " + fault.getMessage() + " (./huifang help)");
            return 2;
        });
        return line;
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /** Where an installation is. */
    static final class Installation {
        @Option(
                names = "--data",
                description = "数据目录 / data folder",
                defaultValue = "${env:HUIFANG_DATA:-" + DEFAULT_DATA + "}")
        Path data = Path.of(DEFAULT_DATA);

        @Option(
                names = "--keys",
                defaultValue = "${env:HUIFANG_KEYS}",
                description = "多个进程共用的密钥目录,见 ./huifang keys / folder of keys that several processes share")
        @Nullable
        Path keys;

        /** The folder of a server that was started before, for a command beside it. */
        DataFolder existing() throws IOException {
            return DataFolder.existing(data, keys);
        }
    }

    /** The PostgreSQL of several processes, or of who keeps one anyway. */
    static final class ExternalDatabase {
        @Option(
                names = "--database-url",
                defaultValue = "${env:HUIFANG_DATABASE_URL}",
                description = "外部 PostgreSQL / an external PostgreSQL: jdbc:postgresql://…?user=…&password=…")
        @Nullable
        String url;

        @Option(
                names = "--database-password-file",
                defaultValue = "${env:HUIFANG_DATABASE_PASSWORD_FILE}",
                description = "内有其口令的文件 / a file that has its password in it")
        @Nullable
        Path passwordFile;

        /** Absent where the embedded one is meant. */
        @Nullable
        String url() throws IOException {
            if (url == null || url.isBlank()) {
                return null;
            }
            return passwordFile == null
                    ? url
                    : url + (url.contains("?") ? "&" : "?") + "password="
                            + URLEncoder.encode(secret(passwordFile), StandardCharsets.UTF_8);
        }
    }

    /** The Axon Server of several processes. */
    static final class MeetingPlace {
        @Option(
                names = "--axon-server",
                defaultValue = "${env:HUIFANG_AXON_SERVER}",
                description = "各角色经其相连的 Axon Server / the Axon Server over which roles meet: host:port")
        @Nullable
        String address;

        @Option(
                names = "--axon-server-token-file",
                defaultValue = "${env:HUIFANG_AXON_SERVER_TOKEN_FILE}",
                description = "内有其访问令牌的文件 / a file that has its access token in it")
        @Nullable
        Path tokenFile;

        @Option(
                names = "--axon-server-certificate",
                defaultValue = "${env:HUIFANG_AXON_SERVER_CERTIFICATE}",
                description = "以 TLS 连接,并信任此证书 / speak TLS, and trust this certificate")
        @Nullable
        Path certificate;

        /** Absent where none is said. */
        HuifangServer.@Nullable AxonServer with(LogSource eventStore) throws IOException {
            if (address == null || address.isBlank()) {
                if (eventStore == LogSource.AXON_SERVER) {
                    throw new StartRefused(
                            "以 Axon Server 为事件库须给出其地址 / with Axon Server as the event store, say where it is: --axon-server");
                }
                return null;
            }
            return new HuifangServer.AxonServer(
                    address, tokenFile == null ? null : secret(tokenFile), certificate, eventStore);
        }
    }

    /** As stores are called on the command line. */
    static final class WhichStore implements CommandLine.ITypeConverter<LogSource> {
        @Override
        public LogSource convert(String word) {
            try {
                return LogSource.of(word);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException("'" + word + "': postgresql, axon-server");
            }
        }
    }

    private static String secret(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartRefused("文件无法读取 / the file cannot be read: " + file);
        }
    }

    @Command(name = "start", description = "启动服务 / start the server")
    static final class Start implements Callable<Integer> {
        @Mixin
        Installation installation = new Installation();

        @Option(names = "--host", defaultValue = "${env:HUIFANG_HOST:-127.0.0.1}")
        String host = "127.0.0.1";

        @Option(names = "--port", defaultValue = "${env:HUIFANG_PORT:-8080}")
        int port;

        @Option(names = "--demo", description = "在空数据目录中载入示例公司 / a demo company in an empty data folder")
        boolean demo;

        @Mixin
        ExternalDatabase database = new ExternalDatabase();

        @Option(
                names = "--role",
                defaultValue = "${env:HUIFANG_ROLE:-all}",
                description = "角色 / role: ${COMPLETION-CANDIDATES}")
        ProcessRole role = ProcessRole.ALL;

        @Mixin
        MeetingPlace meetingPlace = new MeetingPlace();

        @Option(
                names = "--event-store",
                defaultValue = "${env:HUIFANG_EVENT_STORE:-postgresql}",
                converter = WhichStore.class,
                description = "由谁裁定写入 / which store decides what is appended: postgresql, axon-server")
        LogSource eventStore = LogSource.POSTGRESQL;

        @Option(
                names = "--drain",
                defaultValue = "${env:HUIFANG_DRAIN:-0}",
                description = "停止前继续服务的秒数,供负载均衡转移 / seconds to go on before it stops, for a load balancer to turn away")
        int drainSeconds;

        @Override
        public Integer call() throws Exception {
            HuifangServer server = HuifangServer.start(options());
            System.out.println("ready " + server.address());
            if (role.servesPeople() && !server.folder().demo()) {
                server.setUpAddress(APPOINTED_WITHIN)
                        .ifPresent(address -> System.out.println(
                                "首次使用,请在 7 天内打开此地址,设定系统管理员的口令 / first use: choose the administrator's password, within 7 days, at\n"
                                        + address));
            }
            if (role.servesPeople() && server.demoFresh()) {
                DemoPlayer player = new DemoPlayer(server.address(), server.folder());
                player.play(System.out);
                player.watchForum(System.out);
                player.closeMonth(System.out);
                DemoAccounts.open(server.context());
                System.out.println(
                        "登录 / sign in: " + server.address() + "  wang.fang, li.na, sun.wei, liu.gang, he.pin …, "
                                + "口令 / password: " + DemoAccounts.PASSWORD);
            }
            return 0;
        }

        private HuifangServer.Options options() throws IOException {
            return new HuifangServer.Options(
                    installation.data.toAbsolutePath().normalize(),
                    host,
                    port,
                    demo,
                    database.url(),
                    installation.keys,
                    role,
                    meetingPlace.with(eventStore),
                    Duration.ofSeconds(drainSeconds));
        }
    }

    /** For processes that share them: made once, given to each, and kept where nobody else reads. */
    @Command(name = "keys", description = "生成多个进程共用的密钥 / make the keys that several processes share")
    static final class Keys implements Callable<Integer> {
        @Parameters(paramLabel = "DIR", description = "目录 / folder")
        Path folder = Path.of("keys");

        @Option(names = "--demo", description = "也用于示例公司 / for a demo company too")
        boolean demo;

        @Override
        public Integer call() throws Exception {
            if (!Files.exists(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            List<String> names = demo
                    ? List.of(Foundation.MASTER_KEY, LocalTokens.OPERATOR_KEY, LocalTokens.DEMO_KEY)
                    : List.of(Foundation.MASTER_KEY, LocalTokens.OPERATOR_KEY);
            for (String name : names) {
                // A key that is there has sealed something already.
                if (!Files.exists(folder.resolve(name))) {
                    DataFolder.makeKey(folder.resolve(name));
                    // Given to processes of other users one by one; the folder is who made it's alone.
                    Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("r--r--r--"));
                    System.out.println(folder.resolve(name));
                }
            }
            return 0;
        }
    }

    @Command(name = "token", description = "打印示例人员的令牌 / print a demo person's bearer token")
    static final class Token implements Callable<Integer> {
        @Option(names = "--as", required = true, description = "人员编号 / the person's id")
        String person = "";

        @Mixin
        Installation installation = new Installation();

        @Override
        public Integer call() throws Exception {
            System.out.println(LocalTokens.demo(installation.existing()).issue(person));
            return 0;
        }
    }

    @Command(name = "demo", description = "把示例投诉播放到运行中的服务 / play the demo complaints to the running server")
    static final class Demo implements Callable<Integer> {
        @Option(names = "--server", defaultValue = "http://127.0.0.1:8080")
        String server = "";

        @Mixin
        Installation installation = new Installation();

        @Override
        public Integer call() throws Exception {
            DemoPlayer player = new DemoPlayer(server, installation.existing());
            if (player.play(System.out).failed() > 0) {
                return 1;
            }
            player.watchForum(System.out);
            player.closeMonth(System.out);
            return 0;
        }
    }

    /** What a start and a day's work need of the program, so that its cache of classes and profiles can be made. */
    @Command(name = "rehearse", hidden = true)
    static final class Rehearse implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            Path folder = Files.createTempDirectory("huifang-rehearsal");
            try (HuifangServer server = HuifangServer.start(
                    new HuifangServer.Options(folder.resolve("data"), "127.0.0.1", 0, true, null))) {
                DemoPlayer player = new DemoPlayer(server.address(), server.folder());
                return player.play(System.out).failed() > 0 ? 1 : 0;
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
        }
    }

    @Command(
            name = "replay",
            description = "由事件重建查询表,服务不停 / make the read tables anew from the log while the server goes on serving")
    static final class Replay implements Callable<Integer> {
        private static final Duration LOOK_EVERY = Duration.ofMillis(500);

        @Option(names = "--server", defaultValue = "http://127.0.0.1:8080")
        String server = "";

        @Mixin
        Installation installation = new Installation();

        @Override
        public Integer call() throws Exception {
            GraphQlClient client = new GraphQlClient(server, LocalTokens.operator(installation.existing()));
            String answer = "{ running position head seconds fault }";
            JsonNode status = client.ask("", "mutation { replay " + answer + " }", Map.of())
                    .get("replay");
            while (status.get("running").asBoolean()) {
                System.out.printf(
                        "%d / %d%n",
                        status.get("position").asLong() + 1, status.get("head").asLong() + 1);
                Thread.sleep(LOOK_EVERY.toMillis());
                status = client.ask("", "{ replay " + answer + " }", Map.of()).get("replay");
            }
            if (!status.get("fault").isNull()) {
                System.err.println("重建失败,原有查询表继续服务 / the replay was given up, the old tables go on serving: "
                        + status.get("fault").asString());
                return 1;
            }
            System.out.printf(
                    "已重建 / replayed: %d 个事件 events, %.1f s%n",
                    status.get("position").asLong() + 1, status.get("seconds").asDouble());
            return 0;
        }
    }
}
