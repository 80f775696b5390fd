package org.huifang.kernel.forum;

import java.time.Instant;
import org.huifang.kernel.WebAddress;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/**
 * What an owner wrote on a forum.
 *
 * @param forum by its name among those the centre watches; absent for any other
 * @param postedAt as the forum says, or when it was found where it says nothing
 */
public record Post(
        WebAddress address,
        @Nullable String forum,
        @Nullable Personal author,
        @Nullable Personal title,
        Personal text,
        Instant postedAt) {
    public static final int LINE_AT_MOST = 200;
    public static final int TEXT_AT_MOST = 5_000;
}
