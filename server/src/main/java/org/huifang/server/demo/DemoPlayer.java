package org.huifang.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huifang.server.DataFolder;
import org.huifang.server.DemoTokens;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/** Plays the demo company and its complaints through the GraphQL mutations; played again, it repeats nothing. */
public final class DemoPlayer {
    private static final Map<String, String> ORGANISATION = Map.of(
            "openCentre", "OpenCentreInput",
            "formDepartment", "FormDepartmentInput",
            "appointPerson", "AppointPersonInput");

    private final GraphQlClient client;

    public DemoPlayer(String server, DataFolder folder) throws IOException {
        this.client = new GraphQlClient(server, DemoTokens.of(folder));
    }

    /**
     * What was played.
     *
     * @param states how many complaints ended in which state
     * @param failed files that were not played to their end
     */
    public record Summary(int complaints, int steps, Map<String, Integer> states, int failed) {}

    public Summary play(PrintStream out) throws IOException, InterruptedException {
        organise();
        Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath:/demo/complaints/*.yaml");
        Map<String, Integer> states = new TreeMap<>();
        int steps = 0;
        int failed = 0;
        for (int i = 0; i < files.length; i++) {
            String name = String.valueOf(files[i].getFilename()).replace(".yaml", "");
            try {
                List<Map<String, Object>> script = list(load(files[i]).get("steps"));
                JsonNode last = play(name, script);
                steps += script.size();
                states.merge(last.get("state").asString(), 1, Integer::sum);
                out.printf(
                        "[%d/%d] %s %s %s%n",
                        i + 1,
                        files.length,
                        last.get("number").asString(),
                        last.get("state").asString(),
                        name);
            } catch (IOException e) {
                failed++;
                out.printf("[%d/%d] %s: %s%n", i + 1, files.length, name, e.getMessage());
            }
        }
        Summary summary = new Summary(files.length, steps, states, failed);
        out.printf(
                "示例 / demo: %d 件投诉 complaints, %d 步 steps, %d 件失败 failed; %s%n",
                summary.complaints(), steps, failed, states);
        return summary;
    }

    private void organise() throws IOException, InterruptedException {
        Map<String, Object> organisation =
                load(new PathMatchingResourcePatternResolver().getResource("classpath:/demo/organisation.yaml"));
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("centres", "openCentre");
        kinds.put("departments", "formDepartment");
        kinds.put("people", "appointPerson");
        for (Map.Entry<String, String> kind : kinds.entrySet()) {
            for (Map<String, Object> input : list(organisation.get(kind.getKey()))) {
                String mutation = kind.getValue();
                JsonNode payload = client.ask(
                                "admin",
                                "mutation($input: %s!) { %s(input: $input) { changed userErrors { code messageZh } } }"
                                        .formatted(ORGANISATION.get(mutation), mutation),
                                Map.of("input", input))
                        .get(mutation);
                requireAccepted(payload, mutation);
            }
        }
    }

    private JsonNode play(String name, List<Map<String, Object>> script) throws IOException, InterruptedException {
        JsonNode complaint = null;
        for (int i = 0; i < script.size(); i++) {
            Map<String, Object> step = script.get(i);
            String mutation = (String) step.get("do");
            Map<String, Object> input = new LinkedHashMap<>(map(dated(step.get("input"))));
            input.put("act", Map.of("key", "demo-" + name + "-" + (i + 1)));
            if (complaint != null) {
                input.put("complaint", complaint.get("id").asString());
            }
            String type = Character.toUpperCase(mutation.charAt(0)) + mutation.substring(1) + "Input";
            JsonNode payload = client.ask(
                            (String) step.get("as"),
                            "mutation($input: %s!) { %s(input: $input) { complaint { id number state } current userErrors { code messageZh } } }"
                                    .formatted(type, mutation),
                            Map.of("input", input))
                    .get(mutation);
            requireAccepted(payload, mutation);
            complaint = payload.get("complaint");
        }
        if (complaint == null) {
            throw new IOException("no steps in " + name);
        }
        return complaint;
    }

    private static void requireAccepted(JsonNode payload, String mutation) throws IOException {
        if (!payload.get("userErrors").isEmpty()) {
            throw new IOException(mutation + ": " + payload.get("userErrors"));
        }
    }

    /** {@code +2d} is two days from the start of today, so that a repeated play sends the same requests all day. */
    private static Object dated(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> dated = new LinkedHashMap<>();
            map.forEach((key, inner) -> dated.put(key, dated(inner)));
            return dated;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(DemoPlayer::dated).toList();
        }
        if (value instanceof String text && text.matches("\\+\\d+d")) {
            long days = Long.parseLong(text.substring(1, text.length() - 1)) + 1;
            return Instant.now()
                    .truncatedTo(ChronoUnit.DAYS)
                    .plus(days, ChronoUnit.DAYS)
                    .toString();
        }
        return value;
    }

    private static Map<String, Object> load(Resource resource) throws IOException {
        try (InputStream in = resource.getInputStream()) {
            return map(new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    @SuppressWarnings("unchecked") // as the files are written
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static List<Map<String, Object>> list(Object value) {
        List<Map<String, Object>> list = new ArrayList<>();
        ((List<?>) value).forEach(item -> list.add(map(item)));
        return list;
    }
}
