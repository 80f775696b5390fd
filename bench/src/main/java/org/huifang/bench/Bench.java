package org.huifang.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.huifang.bench.Figures.Table;
import org.huifang.server.HuifangServer;
import org.huifang.server.LocalTokens;
import org.huifang.server.demo.GraphQlClient;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./huifang bench …}: measures on this machine, beside the limit that raw PostgreSQL sets in the same run. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        subcommands = Bench.Compare.class,
        description =
                "测量 / measure: raw, commands, graphql, overload, bytes, replay, learning, import, console, due, growth, reads, all")
public final class Bench implements Callable<Integer> {
    private static final List<String> ALL = List.of(
            "raw",
            "commands",
            "graphql",
            "overload",
            "bytes",
            "replay",
            "learning",
            "import",
            "console",
            "due",
            "growth",
            "reads");

    /** Measured at a server in a process of its own. */
    private static final Set<String> SERVED = Set.of("graphql", "overload", "reads");

    @Parameters(
            arity = "0..*",
            description =
                    "raw | commands | graphql | overload | bytes | replay | learning | import | console | due | growth | reads | all")
    List<String> what = List.of("all");

    @Option(names = "--seconds", description = "of each figure (${DEFAULT-VALUE})")
    int seconds = 20;

    @Option(
            names = "--warm-up",
            description =
                    "seconds before the first figure of a kind (${DEFAULT-VALUE}); five times as long before graphql and reads, where the server compiles HTTP and GraphQL too")
    int warmUp = 60;

    @Option(names = "--events", description = "in the replayed log (${DEFAULT-VALUE})")
    long events = 1_000_000;

    @Option(names = "--rows", description = "in the imported list (${DEFAULT-VALUE})")
    int rows = 100_000;

    @Option(names = "--grown", description = "events that the log grows to (${DEFAULT-VALUE})")
    long grown = 10_000_000;

    @Option(names = "--cases", description = "among which is read (${DEFAULT-VALUE})")
    int cases = 1_000_000;

    @Option(
            names = "--data",
            description = "folder that is kept, and whose cases are read where it is there already (a temporary one)")
    Path data;

    @Option(names = "--clients", split = ",", description = "at a time; each kind has its own, if not said")
    int[] clients = {};

    @Option(names = "--out", description = "where the figures are kept as JSON (bench/results/<time>.json)")
    Path out;

    @Option(names = "--page", description = "a page in which the tables are replaced, as docs/FIGURES.md")
    Path page;

    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<String> wanted = what.contains("all") ? ALL : what;
        if (!ALL.containsAll(wanted)) {
            System.err.println("测量什么?/ what is to be measured? ./huifang bench --help");
            return 2;
        }
        Options options = new Options(Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), events, grown, cases);
        Path file = out == null ? Path.of("bench/results", now() + ".json") : out;
        Path folder = Files.createTempDirectory("huifang-bench");
        boolean kept = data != null && Files.exists(data);
        List<Table> tables = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        try {
            for (String kind : ALL.stream().filter(wanted::contains).toList()) {
                System.err.printf("%s %s%n", LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS), kind);
                Path own = folder.resolve(kind.equals("reads") ? "growth" : kind);
                if (kind.equals("reads") && failed.contains("growth")) {
                    failed.add(kind);
                    continue;
                }
                try {
                    boolean told = kept || wanted.contains("growth");
                    tables.addAll(measure(kind, data == null ? own : data, told, wanted, options));
                    Figures.of(tables).write(file);
                } catch (Exception e) {
                    e.printStackTrace();
                    failed.add(kind);
                }
                if (!(kind.equals("growth") && wanted.contains("reads"))) {
                    delete(own);
                }
            }
        } finally {
            delete(folder);
        }
        Figures figures = Figures.of(tables);
        figures.print(table -> true);
        System.out.println(file);
        if (page != null) {
            figures.into(page);
        }
        if (!failed.isEmpty()) {
            System.err.println("没有测成 / not measured: " + failed);
        }
        return failed.isEmpty() ? 0 : 1;
    }

    /**
     * One kind, in a data folder of its own, so that its figures do not depend on what was measured before; only what is
     * read is what has grown.
     *
     * @param told whether the cases that are read are there already
     */
    private List<Table> measure(String kind, Path data, boolean told, List<String> wanted, Options options)
            throws Exception {
        boolean opened = Files.exists(data);
        LocalTokens.Issuer tokens;
        String url;
        try (Running running = Running.start(data)) {
            HuifangServer server = running.server();
            if (!opened) {
                Company.open(server);
            }
            tokens = LocalTokens.demo(server.folder());
            url = running.url();
            if (!SERVED.contains(kind)) {
                return inProcess(kind, server, url, wanted, options);
            }
            if (kind.equals("reads") && !told) {
                ManyCases many = new ManyCases(server, options.cases());
                many.lead();
                many.tellYears();
            }
        }
        try (Served served = Served.start(data)) {
            System.err.printf("  start to ready %.1f s%n", served.startToReady.toMillis() / 1e3);
            GraphQlClient client = new GraphQlClient(List.of(served.address), tokens, new BlockingHttp());
            String database = served.database(url);
            return List.of(
                    switch (kind) {
                        case "graphql" ->
                            new GraphQlBench(served, database, options).run(client, clients(1, 8, 32, 64));
                        case "overload" -> new OverloadBench(served, options).run(client, clients(16, 160, 1_600));
                        case "reads" -> new ReadsBench(client, database, options).run();
                        default -> throw new IllegalArgumentException(kind);
                    });
        }
    }

    private List<Table> inProcess(String kind, HuifangServer server, String url, List<String> wanted, Options options)
            throws Exception {
        return switch (kind) {
            case "raw" -> List.of(Raw.table(url, clients(1, 8, 32, 128)));
            case "bytes" -> List.of(BytesBench.run(server));
            case "commands" -> List.of(new CommandsBench(server, options).run(clients(1, 8, 32, 128)));
            case "replay" -> List.of(new ReplayBench(server, options).run());
            case "learning" -> List.of(new LearningBench(server).run());
            case "import" -> List.of(new ImportBench(server, rows).run());
            case "console" -> new ConsoleBench(server).run();
            case "due" -> new DueBench(server, options).run();
            case "growth" -> {
                ManyCases many = new ManyCases(server, options.cases());
                many.lead();
                Table grown = new GrowthBench(server, many, options).run(options.grown());
                if (wanted.contains("reads")) {
                    many.tellYears();
                }
                yield List.of(grown);
            }
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private int[] clients(int... usual) {
        return clients.length == 0 ? usual : clients;
    }

    /** The server in this process. */
    private record Running(HuifangServer server) implements AutoCloseable {
        static Running start(Path data) throws Exception {
            return new Running(
                    HuifangServer.start(new HuifangServer.Options(data, "127.0.0.1", 0, !Files.exists(data), null)));
        }

        String url() {
            return server.context().getEnvironment().getRequiredProperty("spring.datasource.url");
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private static String now() {
        return LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    }

    private static void delete(Path folder) throws Exception {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }

    /** Two runs side by side. */
    @Command(name = "compare", description = "两次测量并列 / two runs side by side")
    static final class Compare implements Callable<Integer> {
        @Parameters(index = "0", description = "A.json")
        Path before;

        @Parameters(index = "1", description = "B.json")
        Path after;

        @Override
        public Integer call() throws Exception {
            Figures.compare(Figures.read(before), Figures.read(after));
            return 0;
        }
    }
}
