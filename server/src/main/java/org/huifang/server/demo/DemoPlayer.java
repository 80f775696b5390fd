package org.huifang.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huifang.server.DataFolder;
import org.huifang.server.LocalTokens;
import org.jspecify.annotations.Nullable;
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

    /** Whose history it is brings it from an older system. */
    private static final String IMPORTER = "old.system";

    private static final String AUDITOR = "shen.ji";

    private static final String ANSWER = "complaint { id number state } current userErrors { code field messageZh }";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Pattern MOMENT = Pattern.compile("([+-]\\d+)d(?: (\\d\\d:\\d\\d(?::\\d\\d)?))?");

    private final GraphQlClient client;
    private final String server;
    private final DataFolder folder;
    private final Map<String, String> ids = new HashMap<>();

    public DemoPlayer(String server, DataFolder folder) throws IOException {
        this(List.of(server), folder);
    }

    /** @param servers of one installation, at which the steps are taken by turns */
    public DemoPlayer(List<String> servers, DataFolder folder) throws IOException {
        this.client = new GraphQlClient(servers, LocalTokens.demo(folder));
        this.server = servers.get(0);
        this.folder = folder;
    }

    /**
     * What was played.
     *
     * @param states how many complaints ended in which state
     * @param classes how many are of which class and severity, {@code -} where there is none
     * @param promises how many of which kind were met and missed, so far
     * @param failed files that were not played to their end
     */
    public record Summary(
            int complaints,
            int steps,
            Map<String, Integer> states,
            Map<String, Integer> classes,
            Map<String, Integer> promises,
            int failed) {}

    public Summary play(PrintStream out) throws IOException, InterruptedException {
        organise();
        Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath:/demo/complaints/*.yaml");
        Arrays.sort(files, Comparator.comparing(file -> String.valueOf(file.getFilename())));
        Map<String, Integer> states = new TreeMap<>();
        Map<String, Integer> classes = new TreeMap<>();
        Map<String, Integer> promises = new TreeMap<>();
        int steps = 0;
        int failed = 0;
        for (int i = 0; i < files.length; i++) {
            String name = String.valueOf(files[i].getFilename()).replace(".yaml", "");
            try {
                List<Map<String, Object>> script = list(load(files[i]).get("steps"));
                JsonNode last = play(name, script);
                steps += script.size();
                states.merge(last.get("state").asString(), 1, Integer::sum);
                String severity = last.at("/judgement/severity").asString("-");
                classes.merge(last.at("/judgement/classification").asString("-") + " " + severity, 1, Integer::sum);
                for (JsonNode promise : last.get("promises")) {
                    String verdict = promise.get("verdict").asString();
                    if (verdict.equals("MET") || verdict.equals("MISSED")) {
                        promises.merge(promise.get("promise").asString() + " " + verdict, 1, Integer::sum);
                    }
                }
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
        Summary summary = new Summary(files.length, steps, states, classes, promises, failed);
        out.printf(
                "示例 / demo: %d 件投诉 complaints, %d 步 steps, %d 件失败 failed%n  %s%n  %s%n  %s%n",
                summary.complaints(), steps, failed, states, classes, promises);
        return summary;
    }

    /** Closes this month with what was played: statistics, handover, service report, cases and a training from them. */
    public void closeMonth(PrintStream out) throws IOException, InterruptedException {
        Map<String, Object> script =
                load(new PathMatchingResourcePatternResolver().getResource("classpath:/demo/month-end.yaml"));
        new DemoMonth(client, String.valueOf(script.get("centre")), ids).play(list(script.get("steps")), out);
    }

    /** Watches the demo's forum and does most of what is to be done with its posts. */
    public void watchForum(PrintStream out) throws IOException, InterruptedException {
        Map<String, Object> script =
                load(new PathMatchingResourcePatternResolver().getResource("classpath:/demo/forum.yaml"));
        new DemoForum(client, server, folder, script).play(out);
    }

    public void organise() throws IOException, InterruptedException {
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

    /** What carries times is one imported history; what follows without, today's commands. */
    private JsonNode play(String name, List<Map<String, Object>> script) throws IOException, InterruptedException {
        int imported =
                (int) script.stream().takeWhile(step -> step.containsKey("at")).count();
        JsonNode complaint = imported == 0 ? null : importHistory(name, script.subList(0, imported));
        for (int i = imported; i < script.size(); i++) {
            JsonNode after = step(name + "-" + (i + 1), script.get(i), complaint);
            // Who has given it away does not see it any more.
            complaint = after.isNull() ? complaint : after;
        }
        if (complaint == null) {
            throw new IOException("no steps in " + name);
        }
        String id = complaint.get("id").asString();
        ids.put(name, id);
        return client.ask(
                        AUDITOR,
                        "{ complaint(id: \"" + id
                                + "\") { number state judgement { classification severity } promises { promise verdict } } }",
                        Map.of())
                .get("complaint");
    }

    private JsonNode importHistory(String name, List<Map<String, Object>> steps)
            throws IOException, InterruptedException {
        Map<String, Object> first = steps.get(0);
        Map<String, Object> input = Map.of(
                "formerNumber",
                "OLD-" + name.substring(0, 2),
                "reception",
                dated(first.get("input")),
                "registered",
                act(first),
                "steps",
                steps.stream()
                        .skip(1)
                        .map(step -> Map.of("act", act(step), "step", Map.of(step.get("do"), dated(step.get("input")))))
                        .toList());
        return send(IMPORTER, "importComplaint", "demo-" + name, null, input);
    }

    private JsonNode step(String key, Map<String, Object> step, @Nullable JsonNode complaint)
            throws IOException, InterruptedException {
        Map<String, Object> input = new LinkedHashMap<>(map(dated(step.get("input"))));
        if (ids.containsKey(String.valueOf(input.get("to")))) {
            input.put("to", ids.get(String.valueOf(input.get("to"))));
        }
        return send(
                (String) step.get("as"),
                (String) step.get("do"),
                "demo-" + key,
                complaint == null ? null : complaint.get("id").asString(),
                input);
    }

    private JsonNode send(
            String person, String mutation, String key, @Nullable String complaint, Map<String, Object> input)
            throws IOException, InterruptedException {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("input", input);
        variables.put("act", Map.of("key", key));
        if (complaint != null) {
            variables.put("complaint", complaint);
        }
        JsonNode payload = client.ask(person, GraphQlClient.step(mutation, complaint != null, ANSWER), variables)
                .get(mutation);
        requireAccepted(payload, mutation);
        return payload.get("complaint");
    }

    private static Map<String, Object> act(Map<String, Object> step) {
        Map<String, Object> act = new LinkedHashMap<>();
        act.put("person", step.get("as"));
        act.put("role", step.get("role"));
        act.put("at", dated(step.get("at")));
        if (step.containsKey("recordedAt")) {
            act.put("recordedAt", dated(step.get("recordedAt")));
        }
        return act;
    }

    static void requireAccepted(JsonNode payload, String mutation) throws IOException {
        if (!payload.get("userErrors").isEmpty()) {
            throw new IOException(mutation + ": " + payload.get("userErrors"));
        }
    }

    /** {@code -3d 09:12} is that time of day at the centre, three days before today; {@code +2d} the start of a day. */
    private static Object dated(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> dated = new LinkedHashMap<>();
            map.forEach((key, inner) -> dated.put(key, dated(inner)));
            return dated;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(DemoPlayer::dated).toList();
        }
        Matcher moment = MOMENT.matcher(String.valueOf(value));
        if (!(value instanceof String) || !moment.matches()) {
            return value;
        }
        LocalDate day = LocalDate.now(ZONE).plusDays(Long.parseLong(moment.group(1)));
        LocalTime time = moment.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(moment.group(2));
        return day.atTime(time).atZone(ZONE).toInstant().toString();
    }

    private static Map<String, Object> load(Resource resource) throws IOException {
        try (InputStream in = resource.getInputStream()) {
            return map(new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    @SuppressWarnings("unchecked") // as the files are written
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    static List<String> strings(Object value) {
        return ((List<?>) value).stream().map(String::valueOf).toList();
    }

    static List<Map<String, Object>> list(Object value) {
        List<Map<String, Object>> list = new ArrayList<>();
        ((List<?>) value).forEach(item -> list.add(map(item)));
        return list;
    }
}
