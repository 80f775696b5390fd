package org.huifang.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
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

    @Parameters(
            arity = "0..*",
            description =
                    "raw | commands | graphql | overload | bytes | replay | learning | import | console | due | growth | reads | all")
    List<String> what = List.of("all");

    @Option(names = "--seconds", description = "of each figure (${DEFAULT-VALUE})")
    int seconds = 15;

    @Option(names = "--warm-up", description = "seconds before the first figure of a kind (${DEFAULT-VALUE})")
    int warmUp = 30;

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
        Path folder = Files.createTempDirectory("huifang-bench");
        try {
            List<Table> tables = measure(data == null ? folder.resolve("data") : data, wanted, options);
            Figures figures = Figures.of(tables);
            Path file = out == null ? Path.of("bench/results", now() + ".json") : out;
            figures.write(file);
            figures.print(table -> true);
            System.out.println(file);
            if (page != null) {
                figures.into(page);
            }
        } finally {
            delete(folder);
        }
        return 0;
    }

    private List<Table> measure(Path data, List<String> wanted, Options options) throws Exception {
        List<Table> tables = new ArrayList<>();
        LocalTokens.Issuer tokens;
        String url;
        boolean kept = Files.exists(data);
        try (Running running = Running.start(data)) {
            if (!kept) {
                Company.open(running.server());
            }
            tokens = LocalTokens.demo(running.server().folder());
            url = running.url();
            if (wanted.contains("raw")) {
                tables.add(Raw.table(running.url(), clients(1, 8, 32, 128)));
            }
            if (wanted.contains("bytes")) {
                tables.add(BytesBench.run(running.server()));
            }
        }
        if (wanted.contains("graphql")) {
            Table table = Table.keyed("graphql", "clients");
            try (Served served = Served.start(data)) {
                System.err.printf("  start to ready %.1f s%n", served.startToReady.toMillis() / 1e3);
                GraphQlClient client = client(served, tokens);
                new GraphQlBench(served, served.database(url), options).run(client, table, clients(1, 8, 32, 64));
                tables.add(table);
            }
        }
        if (wanted.contains("overload")) {
            try (Served served = Served.start(data)) {
                GraphQlClient client = client(served, tokens);
                tables.add(new OverloadBench(served, options).run(client, clients(16, 160, 1_600)));
            }
        }
        if (wanted.contains("commands")) {
            try (Running running = Running.start(data)) {
                Table table = Table.keyed("commands", "clients, followers");
                new CommandsBench(running.server(), options).run(table, clients(1, 8, 32, 128));
                tables.add(table);
            }
        }
        if (wanted.contains("replay")) {
            try (Running running = Running.start(data)) {
                tables.add(new ReplayBench(running.server(), options).run());
            }
        }
        if (wanted.contains("learning")) {
            try (Running running = Running.start(data)) {
                tables.add(new LearningBench(running.server()).run());
            }
        }
        if (wanted.contains("import")) {
            try (Running running = Running.start(data)) {
                tables.add(new ImportBench(running.server(), rows).run());
            }
        }
        if (wanted.contains("due")) {
            try (Running running = Running.start(data)) {
                tables.addAll(new DueBench(running.server(), options).run());
            }
        }
        if (wanted.contains("console")) {
            try (Running running = Running.start(data)) {
                tables.addAll(new ConsoleBench(running.server()).run());
            }
        }
        if (wanted.contains("growth") || (wanted.contains("reads") && !kept)) {
            try (Running running = Running.start(data)) {
                ManyCases many = new ManyCases(running.server(), options.cases());
                many.lead();
                if (wanted.contains("growth")) {
                    tables.add(new GrowthBench(running.server(), many, options).run(options.grown()));
                }
                if (wanted.contains("reads")) {
                    many.tellYears();
                }
            }
        }
        if (wanted.contains("reads")) {
            try (Served served = Served.start(data)) {
                GraphQlClient client = client(served, tokens);
                tables.add(new ReadsBench(client, served.database(url), options).run());
            }
        }
        return tables;
    }

    private static GraphQlClient client(Served served, LocalTokens.Issuer tokens) {
        return new GraphQlClient(List.of(served.address), tokens, new BlockingHttp());
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
