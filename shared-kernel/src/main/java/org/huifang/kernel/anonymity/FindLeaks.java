package org.huifang.kernel.anonymity;

import java.util.List;
import java.util.Map;
import org.huifang.kernel.complaint.ComplaintId;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is personal in texts meant for anybody (§4.6.5, §4.6.6), with what was recorded of the people behind these
 * complaints; answered by {@link Leaks}. Asked before such a text becomes a command, by who composes it.
 *
 * @param person who names these complaints: all must be open to them, else they could find out by asking; absent where
 *     they were named before
 * @param texts by the field that they stand in
 */
public record FindLeaks(@Nullable String person, List<ComplaintId> complaints, Map<String, String> texts) {

    /** In the order of fields and texts. */
    public record Leaks(List<Leak> leaks) {}

    /** @param words that give it away */
    public record Leak(String field, Finding finding, String words) {}
}
