package org.huifang.kernel.forum;

import java.time.Instant;
import java.util.List;
import org.huifang.kernel.WebAddress;
import org.jspecify.annotations.Nullable;

/** What one centre watches. */
public record ForumWatchView(String centre, List<Forum> forums, List<Template> templates, long sequence) {

    public record Forum(
            String name, WebAddress address, @Nullable WebAddress feed, Instant since) {}

    public record Template(String name, String text) {}
}
