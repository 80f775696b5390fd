package org.huifang.api.access;

import java.util.List;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.jspecify.annotations.Nullable;

/** A page of a list. */
public record Connection<T>(List<T> nodes, PageInfo pageInfo) {
    private static final int PAGE_AT_MOST = 100;

    /** @param endCursor where this page ended; given as {@code after}, the next one begins there */
    public record PageInfo(boolean hasNextPage, @Nullable String endCursor) {}

    public Connection(List<T> nodes, boolean more, @Nullable String end) {
        this(nodes, new PageInfo(more, end));
    }

    /** @throws RefusedException when a page cannot have so many */
    public static int page(int first) {
        if (first < 1 || first > PAGE_AT_MOST) {
            throw new RefusedException(
                    new Refusal("PAGE_IN_RANGE", "§4.6", "first", "每页须为 1 到 100 条", "A page has 1 to 100 items"));
        }
        return first;
    }
}
