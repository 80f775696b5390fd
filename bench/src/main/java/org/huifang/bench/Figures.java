package org.huifang.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one run measured, as it is kept in {@code bench/results}.
 *
 * @param machine cores, JDK and the like: figures of different machines are not to be compared
 */
record Figures(Instant at, String commit, Map<String, String> machine, List<Table> tables) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * @param name by which two runs' tables are compared
     * @param key the column that tells rows apart
     */
    record Table(String name, String key, List<Map<String, Object>> rows) {
        static Table keyed(String name, String key) {
            return new Table(name, key, new ArrayList<>());
        }

        /** @param columns names and values, by turns */
        void add(Object keyed, Object... columns) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put(key, keyed);
            for (int i = 0; i < columns.length; i += 2) {
                row.put((String) columns[i], columns[i + 1]);
            }
            rows.add(row);
            System.err.println("  " + name + " " + row);
        }

        String markdown() {
            List<String> columns = List.copyOf(rows.get(0).keySet());
            StringBuilder text = new StringBuilder("| " + String.join(" | ", columns) + " |\n|");
            columns.forEach(column -> text.append(rows.get(0).get(column) instanceof Number ? "---:|" : "---|"));
            rows.forEach(row -> text.append("\n| ")
                    .append(columns.stream()
                            .map(column -> written(row.get(column)))
                            .collect(Collectors.joining(" | ")))
                    .append(" |"));
            return text.append('\n').toString();
        }
    }

    static Figures of(List<Table> tables) throws IOException {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        machine.put("java", System.getProperty("java.version"));
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return new Figures(Instant.now().truncatedTo(ChronoUnit.SECONDS), described(), machine, tables);
    }

    private static String described() throws IOException {
        Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream answer = git.getInputStream()) {
            String commit = new String(answer.readAllBytes(), StandardCharsets.UTF_8).strip();
            return commit.isEmpty() ? "unknown" : commit;
        }
    }

    static Figures read(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), Figures.class);
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, JSON.writeValueAsBytes(this));
    }

    void print(Predicate<Table> which) {
        tables.stream()
                .filter(which)
                .forEach(table -> System.out.println("\n" + table.name() + "\n\n" + table.markdown()));
    }

    /** Every number of the one beside that of the other, and their ratio. */
    static void compare(Figures before, Figures after) {
        System.out.printf("A %s %s, B %s %s%n", before.commit, before.at, after.commit, after.at);
        if (!before.machine.equals(after.machine)) {
            System.out.printf("not the same machine: A %s, B %s%n", before.machine, after.machine);
        }
        for (Table a : before.tables) {
            for (Table b : after.tables) {
                if (a.name().equals(b.name())) {
                    compare(a, b);
                }
            }
        }
    }

    private static void compare(Table before, Table after) {
        Table table = Table.keyed(before.name(), before.key());
        Map<String, Map<String, Object>> others =
                after.rows().stream().collect(Collectors.toMap(row -> written(row.get(after.key())), row -> row));
        for (Map<String, Object> a : before.rows()) {
            Map<String, Object> b = others.get(written(a.get(before.key())));
            if (b == null) {
                continue;
            }
            a.forEach((column, value) -> {
                if (!column.equals(before.key()) && value instanceof Number x && b.get(column) instanceof Number y) {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put(before.key(), a.get(before.key()));
                    row.put("figure", column);
                    row.put("A", x);
                    row.put("B", y);
                    row.put("B/A", x.doubleValue() == 0 ? "" : "%.2f".formatted(y.doubleValue() / x.doubleValue()));
                    table.rows().add(row);
                }
            });
        }
        if (!table.rows().isEmpty()) {
            System.out.println("\n" + table.name() + "\n\n" + table.markdown());
        }
    }

    /** Puts the tables into a page, between the marks that stand there for them; what is written around them stays. */
    void into(Path page) throws IOException {
        String text = Files.readString(page);
        for (Table table : tables) {
            Pattern place = Pattern.compile(
                    "(<!-- bench: " + Pattern.quote(table.name()) + " -->\n).*?(<!-- end -->)", Pattern.DOTALL);
            Matcher matcher = place.matcher(text);
            if (!matcher.find()) {
                throw new IllegalArgumentException(page + " has no place for " + table.name());
            }
            String measured = "Measured at %s, commit `%s`, %s.".formatted(at, commit, machine);
            text = matcher.replaceFirst(
                    "$1\n" + Matcher.quoteReplacement(table.markdown() + "\n" + measured) + "\n\n$2");
        }
        Files.writeString(page, text);
    }

    private static String written(Object value) {
        if (value instanceof Double number) {
            double size = Math.abs(number);
            return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", number);
        }
        return value instanceof Number number ? String.valueOf(number.longValue()) : String.valueOf(value);
    }
}
