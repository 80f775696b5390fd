package org.huifang.query.projection;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.jspecify.annotations.Nullable;

/** Where a page ended: the values of the columns it is ordered by; opaque to clients. */
public record Cursor(List<String> values) {

    public static Cursor of(Object... values) {
        return new Cursor(Arrays.stream(values).map(String::valueOf).toList());
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("|", values).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws RefusedException when the text is not a cursor that a page of this order has ended with */
    public static @Nullable Cursor parse(@Nullable String text, int columns) {
        if (text == null) {
            return null;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            List<String> values = List.of(plain.split("\\|", -1));
            if (values.size() != columns) {
                throw unknown();
            }
            return new Cursor(values);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    public Instant instant(int column) {
        return value(column, Instant::parse);
    }

    public UUID uuid(int column) {
        return value(column, UUID::fromString);
    }

    public int number(int column) {
        return value(column, Integer::valueOf);
    }

    /** Of the log. */
    public long position(int column) {
        return value(column, Long::valueOf);
    }

    public String text(int column) {
        return values.get(column);
    }

    private <T> T value(int column, Function<String, T> read) {
        try {
            return read.apply(values.get(column));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw unknown();
        }
    }

    private static RefusedException unknown() {
        return new RefusedException(new Refusal(
                "CURSOR_KNOWN",
                "§4.6",
                "after",
                "分页游标无效,请从第一页开始",
                "Not a cursor of a page; start from the first page"));
    }
}
