package org.huifang.kernel.forum;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.huifang.kernel.WebAddress;
import org.huifang.kernel.complaint.ComplaintId;

/** Names a post of an owners' forum for ever; also the name of its stream of events. */
public record ForumPostId(UUID value) {
    /** Of its view. */
    public static final String KIND = "forum_post";

    private static final String PREFIX = "forum-post ";

    /** The same address at the same centre is the same post, whoever finds it. */
    public static ForumPostId of(String centre, WebAddress address) {
        return new ForumPostId(named("forum-post\0" + centre + "\0" + address));
    }

    /** Whose key seals the post's texts, and with which its screenshots are kept; no complaint itself. */
    public ComplaintId keeper() {
        return new ComplaintId(value);
    }

    /** The complaint that is registered from it: one, whoever registers it. */
    public ComplaintId complaint() {
        return new ComplaintId(named("complaint of\0" + this));
    }

    private static UUID named(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    @JsonCreator
    public static ForumPostId parse(String stream) {
        if (!stream.startsWith(PREFIX)) {
            throw new IllegalArgumentException("no forum post: " + stream);
        }
        return new ForumPostId(UUID.fromString(stream.substring(PREFIX.length())));
    }

    @Override
    @JsonValue
    public String toString() {
        return PREFIX + value;
    }
}
