package org.huifang.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.huifang.server.HuifangServer;
import org.huifang.server.LocalTokens;
import org.huifang.server.demo.DemoPlayer;
import org.huifang.server.demo.GraphQlClient;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Full cases (registration and five steps) over HTTP GraphQL, with the load generator on the same machine. */
final class CommandsBench {
    private static final int[] CLIENTS = {1, 8, 32};
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration RUN = Duration.ofSeconds(10);
    private static final Duration RAW = Duration.ofSeconds(4);
    private static final int CENTRES = 40;

    void run() throws Exception {
        Path data = Files.createTempDirectory("huifang-bench").resolve("data");
        HuifangServer server = HuifangServer.start(new HuifangServer.Options(data, "127.0.0.1", 0, true, null));
        try {
            measure(server);
        } finally {
            server.close();
        }
        System.out.printf("start to ready, on this data: %.1f s%n", startToReady(data));
    }

    /** A new process, as people start it; then stopped in order. */
    private static double startToReady(Path data) throws Exception {
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        "server/target/huifang-exec.jar",
                        "start",
                        "--port",
                        "0",
                        "--data",
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.startsWith("ready ")) {
                line = lines.readLine();
            }
            double seconds = seconds(System.nanoTime() - begun);
            process.destroy();
            process.waitFor();
            if (line == null) {
                throw new IllegalStateException("it did not start");
            }
            return seconds;
        }
    }

    private static void measure(HuifangServer server) throws Exception {
        GraphQlClient client = new GraphQlClient(server.address(), LocalTokens.demo(server.folder()));
        new DemoPlayer(server.address(), server.folder()).play(System.err);
        openCentres(client);
        DataSource dataSource = server.context().getBean(DataSource.class);
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        jdbc.execute(
                "CREATE TABLE log.bench_raw (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload bytea NOT NULL)");
        cases(client, 8, WARM_UP);
        System.out.println("| clients | raw single-row commits/s | commands/s | of raw | cases/s | p50 ms | p99 ms |");
        System.out.println("|---:|---:|---:|---:|---:|---:|---:|");
        for (int clients : CLIENTS) {
            double raw = raw(server, clients);
            Result result = cases(client, clients, RUN);
            double commands = result.commands() / seconds(result.nanos());
            System.out.printf(
                    "| %d | %.0f | %.0f | %.2f | %.1f | %.1f | %.1f |%n",
                    clients,
                    raw,
                    commands,
                    commands / raw,
                    commands / Case.STEPS,
                    result.millis(0.50),
                    result.millis(0.99));
        }
        System.out.println(
                "An answer waits until the view shows the command: the latency at 1 client is command → visible.");
        Long bytes = jdbc.queryForObject(
                "SELECT sum(length(payload) + length(metadata)) FROM log.event WHERE stream_type <> 'organisation'",
                Long.class);
        Long cases =
                jdbc.queryForObject("SELECT count(*) FROM log.event WHERE name = 'complaint.registered'", Long.class);
        System.out.printf(
                "events of a registration with five steps: %d bytes%n",
                Objects.requireNonNull(bytes) / Objects.requireNonNull(cases));
    }

    private static void openCentres(GraphQlClient client) throws Exception {
        List<Map<String, String>> appointments = new ArrayList<>();
        for (int i = 0; i < CENTRES; i++) {
            String centre = "B%02d".formatted(i);
            client.ask(
                    "admin",
                    "mutation($input: OpenCentreInput!) { openCentre(input: $input) { changed } }",
                    Map.of("input", Map.of("centre", centre, "name", centre, "households", 100)));
            appointments.add(Map.of("role", "RECEPTIONIST", "centre", centre));
            appointments.add(Map.of("role", "DEPARTMENT_HEAD", "centre", centre, "department", "engineering"));
        }
        client.ask(
                "admin",
                "mutation($input: AppointPersonInput!) { appointPerson(input: $input) { changed userErrors { messageEn } } }",
                Map.of("input", Map.of("person", "bench", "name", "测量", "appointments", appointments)));
    }

    /** @param latencies of single requests, in nanoseconds */
    private record Result(long commands, long nanos, List<Long> latencies) {
        double millis(double quantile) {
            long[] sorted = latencies.stream().mapToLong(Long::longValue).toArray();
            Arrays.sort(sorted);
            return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * quantile))] / 1e6;
        }
    }

    private static Result cases(GraphQlClient client, int clients, Duration span) throws Exception {
        long until = System.nanoTime() + span.toNanos();
        long begun = System.nanoTime();
        List<Long> all = new ArrayList<>();
        for (List<Long> latencies : inParallel(clients, () -> {
            List<Long> latencies = new ArrayList<>();
            while (System.nanoTime() < until) {
                new Case(client).play(latencies);
            }
            return latencies;
        })) {
            all.addAll(latencies);
        }
        return new Result(all.size(), System.nanoTime() - begun, all);
    }

    /** One complaint: registered, classified, assessed, presented, routed, measures planned. */
    private static final class Case {
        static final int STEPS = 6;
        private final GraphQlClient client;
        private final String centre =
                "B%02d".formatted(ThreadLocalRandom.current().nextInt(CENTRES));

        Case(GraphQlClient client) {
            this.client = client;
        }

        void play(List<Long> latencies) throws Exception {
            Map<String, Object> register = new LinkedHashMap<>();
            register.put("centre", centre);
            register.put("channel", "PHONE");
            register.put("occurred", Map.of("words", "昨晚十点"));
            register.put("place", "3 栋 2 单元电梯");
            register.put("respondent", Map.of("department", "engineering"));
            register.put("course", "电梯又停在半层,老人被困二十分钟,按铃没人应,报修两次都说修好了。");
            register.put("demand", "彻底修好并说明原因");
            register.put(
                    "complainant",
                    Map.of("name", "林秀英", "room", "3-2-1101", "method", "PHONE", "contact", "13800002101"));
            String id = step("registerComplaint", null, register, latencies);
            step(
                    "classifyComplaint",
                    id,
                    Map.of(
                            "classification",
                            "VALID_COMPLAINT",
                            "criterion",
                            "CONTRACT_DUTY_NOT_PERFORMED",
                            "reason",
                            "维保是合同义务"),
                    latencies);
            step(
                    "assessSeverity",
                    id,
                    Map.of("severity", "IMPORTANT", "ground", "COMPANY_AT_FAULT", "reason", "维保不到位"),
                    latencies);
            step("presentComplaint", id, Map.of("to", "MANAGER"), latencies);
            step("routeComplaint", id, Map.of("department", "engineering"), latencies);
            step(
                    "planMeasures",
                    id,
                    Map.of(
                            "measures",
                            List.of(Map.of(
                                    "kind",
                                    "CORRECTIVE",
                                    "what",
                                    "更换门滑块",
                                    "who",
                                    "bench",
                                    "by",
                                    Instant.now().plusSeconds(86_400).toString()))),
                    latencies);
        }

        private String step(String mutation, String id, Map<String, Object> fields, List<Long> latencies)
                throws Exception {
            Map<String, Object> variables = new LinkedHashMap<>();
            variables.put("input", fields);
            variables.put("act", Map.of("key", UUID.randomUUID().toString()));
            if (id != null) {
                variables.put("complaint", id);
            }
            String document =
                    GraphQlClient.step(mutation, id != null, "complaint { id state } current userErrors { messageEn }");
            long before = System.nanoTime();
            JsonNode payload = client.ask("bench", document, variables).get(mutation);
            latencies.add(System.nanoTime() - before);
            if (!payload.get("userErrors").isEmpty() || !payload.get("current").asBoolean()) {
                throw new IllegalStateException(mutation + ": " + payload);
            }
            return payload.at("/complaint/id").asString();
        }
    }

    /** What the same PostgreSQL does when each client commits one row of an event's size at a time. */
    private static double raw(HuifangServer server, int clients) throws Exception {
        String url = server.context().getEnvironment().getRequiredProperty("spring.datasource.url");
        AtomicLong rows = new AtomicLong();
        long begun = System.nanoTime();
        long until = begun + RAW.toNanos();
        inParallel(clients, () -> {
            try (Connection connection = DriverManager.getConnection(url);
                    PreparedStatement insert =
                            connection.prepareStatement("INSERT INTO log.bench_raw (payload) VALUES (?)")) {
                byte[] payload = new byte[500];
                while (System.nanoTime() < until) {
                    insert.setBytes(1, payload);
                    insert.executeUpdate();
                    rows.incrementAndGet();
                }
            }
            return rows;
        });
        return rows.get() / seconds(System.nanoTime() - begun);
    }

    private static <T> List<T> inParallel(int clients, Callable<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(Collections.nCopies(clients, work))) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
