package org.huifang.kernel.library;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What a case tells (§4.6.5), free of personal data: what happened, why, what worked (经验), what to learn (教训), and how it
 * is prevented; and what it is found by.
 *
 * @param facts at most {@value #FACTS_AT_MOST} characters, the other texts at most {@value #TEXT_AT_MOST}
 * @param tags at most {@value #TAGS_AT_MOST}, each of at most {@value #TAG_AT_MOST} characters
 */
public record CaseText(
        String title,
        String facts,
        String cause,
        String experience,
        String lesson,
        String prevention,
        @Nullable Criterion criterion,
        @Nullable Severity severity,
        @Nullable String department,
        Set<String> tags) {
    public static final int TITLE_AT_MOST = 100;
    public static final int FACTS_AT_MOST = 5_000;
    public static final int TEXT_AT_MOST = 2_000;
    public static final int TAGS_AT_MOST = 20;
    public static final int TAG_AT_MOST = 20;

    /** Nothing in it is longer than it may be. */
    public boolean withinLimits() {
        return title.length() <= TITLE_AT_MOST
                && facts.length() <= FACTS_AT_MOST
                && Stream.of(cause, experience, lesson, prevention).allMatch(text -> text.length() <= TEXT_AT_MOST)
                && tags.size() <= TAGS_AT_MOST
                && tags.stream().allMatch(tag -> tag.length() <= TAG_AT_MOST);
    }

    /** Everything that will be read, by the field that it stands in. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("title", title);
        texts.put("facts", facts);
        texts.put("cause", cause);
        texts.put("experience", experience);
        texts.put("lesson", lesson);
        texts.put("prevention", prevention);
        texts.put("tags", String.join(" ", tags));
        return texts;
    }
}
