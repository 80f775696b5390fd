package org.huifang.kernel.monthend;

import java.util.List;

/** What a month's figures mean (§4.6.4): each text at most {@value #TEXT_AT_MOST} characters, and about nobody in person. */
public record Analysis(String causes, String trend, String proposals) {
    public static final int TEXT_AT_MOST = 5_000;

    public List<String> texts() {
        return List.of(causes, trend, proposals);
    }

    /** Nothing in it is longer than it may be. */
    public boolean withinLimits() {
        return texts().stream().allMatch(text -> text.length() <= TEXT_AT_MOST);
    }
}
