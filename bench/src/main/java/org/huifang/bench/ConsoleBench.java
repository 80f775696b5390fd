package org.huifang.bench;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.huifang.bench.Figures.Table;
import org.huifang.kernel.account.Accounts;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.server.HuifangServer;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** How soon the console answers a key or a click over lists of many, in a real browser on the same machine. */
final class ConsoleBench {
    private static final int COMPLAINTS = 10_000;
    /** Of each complaint: registered, classified, assessed, and still open. */
    private static final int STEPS = 3;

    private static final int TOGETHER = 64;
    private static final String PASSWORD = "measured by nobody at all";
    private static final String DRIVER = "bench/console.mjs";

    private final HuifangServer server;

    ConsoleBench(HuifangServer server) {
        this.server = server;
    }

    List<Table> run() throws Exception {
        fill();
        Accounts accounts = server.context().getBean(Accounts.class);
        accounts.choose(accounts.invite(Company.PERSON, Instant.now()).secret(), PASSWORD, Instant.now());
        Table answers = Table.keyed("console", "what");
        Table loading = Table.keyed("loading", "what");
        Process browser = new ProcessBuilder(
                        "node", Path.of(DRIVER).toString(), server.address(), Company.PERSON, PASSWORD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = browser.inputReader()) {
            JsonMapper json = JsonMapper.builder().build();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Map<?, ?> told = json.readValue(line, Map.class);
                if (told.containsKey("bytes")) {
                    loading.add(told.get("what"), "bytes", told.get("bytes"));
                } else {
                    answers.add(
                            told.get("what"),
                            "times",
                            told.get("times"),
                            "next painting p50 ms",
                            told.get("paintP50"),
                            "most ms",
                            told.get("paintMax"),
                            "shown p50 ms",
                            told.get("shownP50"),
                            "most until shown ms",
                            told.get("shownMax"));
                }
            }
        }
        if (browser.waitFor() != 0) {
            throw new IllegalStateException("the browser could not be driven: " + DRIVER);
        }
        return List.of(answers, loading);
    }

    private void fill() throws Exception {
        CommandGateway commands = server.context().getBean(CommandGateway.class);
        PersonalData personalData = server.context().getBean(PersonalData.class);
        String keyId = personalData.keyFor(ComplaintId.random());
        for (int begun = 0; begun < COMPLAINTS; begun += TOGETHER) {
            Queue<CompletableFuture<?>> together = new ArrayDeque<>();
            for (int i = 0; i < TOGETHER; i++) {
                CaseCommands life = new CaseCommands(personalData, keyId);
                CompletableFuture<?> steps = commands.send(life.next());
                for (int step = 1; step < STEPS; step++) {
                    steps = steps.thenCompose(done -> commands.send(life.next()));
                }
                together.add(steps);
            }
            together.forEach(CompletableFuture::join);
        }
        JdbcTemplate jdbc = server.context().getBean(JdbcTemplate.class);
        String behind = "SELECT (SELECT position FROM event_head) - (SELECT position FROM progress)";
        while (jdbc.queryForObject(behind, Long.class) > 0) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
