package org.huifang.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.huifang.server.demo.DemoPlayer;
import org.huifang.server.demo.GraphQlClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The program people start: {@code huifang start}, {@code huifang token}, {@code huifang demo}. */
@Command(
        name = "huifang",
        subcommands = {
            Launcher.Start.class,
            Launcher.Token.class,
            Launcher.Demo.class,
            Launcher.Replay.class,
            Launcher.Rehearse.class,
            ArchiveCommand.class
        },
        description = "回访:从业户投诉到回访,每一步都有据可查 / from an owner's complaint to the return visit")
public final class Launcher implements Runnable {
    static final String DEFAULT_DATA = "data";

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
        CommandLine line = new CommandLine(new Launcher());
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

    @Command(name = "start", description = "启动服务 / start the server")
    static final class Start implements Callable<Integer> {
        @Option(names = "--data", description = "数据目录 / data folder", defaultValue = DEFAULT_DATA)
        Path data = Path.of(DEFAULT_DATA);

        @Option(names = "--host", defaultValue = "127.0.0.1")
        String host = "127.0.0.1";

        @Option(names = "--port", defaultValue = "8080")
        int port;

        @Option(names = "--role", defaultValue = "all", description = "目前只有 all / only all, for now")
        String role = "all";

        @Option(names = "--demo", description = "在空数据目录中载入示例公司 / a demo company in an empty data folder")
        boolean demo;

        @Option(
                names = "--database-url",
                defaultValue = "${env:HUIFANG_DATABASE_URL}",
                description = "外部 PostgreSQL / an external PostgreSQL: jdbc:postgresql://…?user=…&password=…")
        @Nullable
        String databaseUrl;

        @Override
        public Integer call() throws Exception {
            if (!role.equals("all")) {
                throw new StartRefused("不支持的角色 / role not supported: " + role);
            }
            HuifangServer server = HuifangServer.start(
                    new HuifangServer.Options(data.toAbsolutePath().normalize(), host, port, demo, databaseUrl));
            System.out.println("ready " + server.address());
            if (!server.folder().demo()) {
                server.setUpAddress()
                        .ifPresent(address -> System.out.println(
                                "首次使用,请在 7 天内打开此地址,设定系统管理员的口令 / first use: choose the administrator's password, within 7 days, at\n"
                                        + address));
            }
            if (server.demoFresh()) {
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
    }

    @Command(name = "token", description = "打印示例人员的令牌 / print a demo person's bearer token")
    static final class Token implements Callable<Integer> {
        @Option(names = "--as", required = true, description = "人员编号 / the person's id")
        String person = "";

        @Option(names = "--data", defaultValue = DEFAULT_DATA)
        Path data = Path.of(DEFAULT_DATA);

        @Override
        public Integer call() throws Exception {
            System.out.println(LocalTokens.demo(DataFolder.existing(data)).issue(person));
            return 0;
        }
    }

    @Command(name = "demo", description = "把示例投诉播放到运行中的服务 / play the demo complaints to the running server")
    static final class Demo implements Callable<Integer> {
        @Option(names = "--server", defaultValue = "http://127.0.0.1:8080")
        String server = "";

        @Option(names = "--data", defaultValue = DEFAULT_DATA)
        Path data = Path.of(DEFAULT_DATA);

        @Override
        public Integer call() throws Exception {
            DemoPlayer player = new DemoPlayer(server, DataFolder.existing(data));
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

        @Option(names = "--data", defaultValue = DEFAULT_DATA)
        Path data = Path.of(DEFAULT_DATA);

        @Override
        public Integer call() throws Exception {
            GraphQlClient client = new GraphQlClient(server, LocalTokens.operator(DataFolder.existing(data)));
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
