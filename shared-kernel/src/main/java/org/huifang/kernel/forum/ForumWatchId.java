package org.huifang.kernel.forum;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What one centre watches; also the name of its stream of events. */
public record ForumWatchId(String centre) {
    /** Of its view. */
    public static final String KIND = "forum_watch";

    private static final String PREFIX = "forum-watch ";

    @JsonCreator
    public static ForumWatchId parse(String stream) {
        if (!stream.startsWith(PREFIX)) {
            throw new IllegalArgumentException("no forum watch: " + stream);
        }
        return new ForumWatchId(stream.substring(PREFIX.length()));
    }

    @Override
    @JsonValue
    public String toString() {
        return PREFIX + centre;
    }
}
