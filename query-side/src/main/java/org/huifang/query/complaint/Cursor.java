package org.huifang.query.complaint;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.jspecify.annotations.Nullable;

/** Where a page by due ended; opaque to clients. */
record Cursor(Instant due, UUID complaint, String kind, int n) {

    @Override
    public String toString() {
        String plain = due + "|" + complaint + "|" + kind + "|" + n;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws RefusedException when the text is not a cursor that a page has ended with */
    static @Nullable Cursor parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", -1);
            return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]), parts[2], Integer.parseInt(parts[3]));
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw new RefusedException(new Refusal(
                    "CURSOR_KNOWN",
                    "§4.6",
                    "after",
                    "分页游标无效,请从第一页开始",
                    "Not a cursor of a page; start from the first page"));
        }
    }
}
