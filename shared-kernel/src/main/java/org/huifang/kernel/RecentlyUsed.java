package org.huifang.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was used last stays. A cache that counts how often things are used keeps out what has just come: of complaints, those
 * taken up a moment ago are worked on next, and those of this morning are used no more, however often they were.
 */
public final class RecentlyUsed {
    private static final float LOAD_FACTOR = 0.75f;

    private RecentlyUsed() {}

    /** An empty map for all threads, which the least recently used entry leaves where there are more than so many. */
    public static <K, V> Map<K, V> map(int atMost) {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, LOAD_FACTOR, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > atMost;
            }
        });
    }
}
