package org.huifang.kernel.monthend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huifang.kernel.complaint.ComplaintId;
import org.jspecify.annotations.Nullable;

/**
 * What owners are told in a month's service report (§4.6.6): free of personal data, as anybody may read it.
 *
 * @param opening at most {@value #TEXT_AT_MOST} characters
 * @param issues 1 to {@value #ISSUES_AT_MOST}
 * @param correction what a correction corrects; absent in a month's first report
 */
public record ReportText(
        String title,
        String opening,
        List<Issue> issues,
        @Nullable String correction) {
    public static final int TITLE_AT_MOST = 100;
    public static final int TEXT_AT_MOST = 5_000;
    public static final int ISSUES_AT_MOST = 50;

    /** Nothing in it is longer than it may be. */
    public boolean withinLimits() {
        return title.length() <= TITLE_AT_MOST
                && opening.length() <= TEXT_AT_MOST
                && (correction == null || correction.length() <= TEXT_AT_MOST)
                && issues.size() <= ISSUES_AT_MOST
                && issues.stream().allMatch(Issue::withinLimits);
    }

    /** Everything that will be read, by the field that it stands in. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("title", title);
        texts.put("opening", opening);
        if (correction != null) {
            texts.put("correction", correction);
        }
        for (int i = 0; i < issues.size(); i++) {
            texts.put("issues[" + i + "].title", issues.get(i).title());
            texts.put("issues[" + i + "].raised", issues.get(i).raised());
            texts.put("issues[" + i + "].result", issues.get(i).result());
        }
        return texts;
    }

    /** All complaints behind it. */
    public List<ComplaintId> complaints() {
        return issues.stream()
                .flatMap(issue -> issue.complaints().stream())
                .distinct()
                .toList();
    }

    /**
     * A common issue: several owners' complaints, or one that touches many owners' interest.
     *
     * @param raised what was brought up
     * @param result what has become of it
     * @param complaints behind it, 1 to {@value #COMPLAINTS_AT_MOST}; never published
     */
    public record Issue(String title, String raised, String result, List<ComplaintId> complaints) {
        public static final int COMPLAINTS_AT_MOST = 500;

        public boolean withinLimits() {
            return title.length() <= TITLE_AT_MOST
                    && raised.length() <= TEXT_AT_MOST
                    && result.length() <= TEXT_AT_MOST
                    && complaints.size() <= COMPLAINTS_AT_MOST;
        }
    }
}
