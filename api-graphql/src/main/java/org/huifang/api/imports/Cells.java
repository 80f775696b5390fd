package org.huifang.api.imports;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huifang.api.access.Scalars;
import org.huifang.api.access.StorableTexts;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.Storable;
import org.jspecify.annotations.Nullable;

/** One row of a list, read column by column; what cannot be read is gathered, so that people are told all at once. */
public final class Cells {
    /** {@code 2026-03-20}, {@code 2026/3/20 9:05}, {@code 2026.3.20 9:05:30}, {@code 2026年3月20日 9:05}. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-M-d[[' ']['T']H:m[:s]]")
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private final int number;
    private final Map<String, String> byKey;
    private final Labels labels;
    private final List<Refusal> refusals = new ArrayList<>();

    Cells(int number, Map<String, String> byKey, Labels labels) {
        this.number = number;
        this.byKey = byKey;
        this.labels = labels;
    }

    /** As the file counts, the head being 1. */
    public int number() {
        return number;
    }

    /** Equal for rows that say the same, with whatever columns left empty. */
    public byte[] content() {
        Map<String, String> said = new TreeMap<>(byKey);
        said.values().removeIf(String::isBlank);
        return said.toString().getBytes(StandardCharsets.UTF_8);
    }

    public @Nullable String text(String key) {
        String text = byKey.get(key);
        if (text == null || text.isBlank()) {
            return null;
        }
        if (!Storable.is(text)) {
            refuse(StorableTexts.refusal(key));
        }
        return text.strip();
    }

    public String required(String key) {
        String text = text(key);
        if (text == null) {
            refuse(key, "FIELD_REQUIRED", "此项必须填写", "This must be filled in");
        }
        return text == null ? "" : text;
    }

    /** Several, with semicolons between, full width or half. */
    public List<String> several(String key) {
        String text = text(key);
        return text == null
                ? List.of()
                : Stream.of(text.split("[;;\n]", -1))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList();
    }

    public @Nullable Instant time(String key, ZoneId zone) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        try {
            String plain = text.replaceAll("[年月/.]", "-")
                    .replace("日", " ")
                    .replaceAll("\\s+", " ")
                    .strip();
            return Scalars.within(
                    plain.endsWith("Z")
                            ? Instant.parse(text)
                            : local(plain).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            refuse(key, "TIME_READABLE", "不是时间:请写成 2026-03-20 09:05", "Not a time: write it as 2026-03-20 09:05");
            return null;
        }
    }

    private static LocalDateTime local(String text) {
        return text.length() > 10 || text.contains(":")
                ? LocalDateTime.parse(text, TIME)
                : LocalDate.parse(text, TIME).atStartOfDay();
    }

    public @Nullable Integer integer(String key, int least, int most) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        refuse(
                key,
                "NUMBER_IN_RANGE",
                "须为 " + least + " 到 " + most + " 的整数",
                "Must be a whole number from " + least + " to " + most);
        return null;
    }

    /** By what the schema calls it, in Chinese or English, or by the constant itself. */
    public <E extends Enum<E>> @Nullable E constant(String key, Class<E> type) {
        String text = text(key);
        return text == null ? null : constant(key, type, text);
    }

    public <E extends Enum<E>> @Nullable E constant(String key, Class<E> type, String text) {
        var label = labels.of(type).stream().filter(one -> one.is(text)).findFirst();
        if (label.isEmpty()) {
            String choices = labels.choices(type);
            refuse(key, "CHOICE_KNOWN", "只能填写:" + choices, "Must be one of: " + choices);
            return null;
        }
        return Enum.valueOf(type, label.get().constant());
    }

    public void refuse(String key, String code, String zh, String en) {
        refuse(new Refusal(code, "§4.5.1", key, zh, en));
    }

    /** Once, however often the column is read. */
    private void refuse(Refusal refusal) {
        if (!refusals.contains(refusal)) {
            refusals.add(refusal);
        }
    }

    /** @throws RefusedException naming all that could not be read */
    public void require() {
        if (!refusals.isEmpty()) {
            throw new RefusedException(List.copyOf(refusals));
        }
    }
}
