package org.huifang.query.projection;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The views that this process has just written; what another process wrote is only in the tables. */
public final class Written {
    private final Map<Key, Object> views = new HashMap<>();

    private record Key(Class<?> type, String stream) {}

    void add(Map<String, ?> written) {
        written.forEach((stream, view) -> views.put(new Key(view.getClass(), stream), view));
    }

    /** The view of this type of the stream; absent where it was not written here. */
    public <V> @Nullable V view(Class<V> type, String stream) {
        return type.cast(views.get(new Key(type, stream)));
    }
}
