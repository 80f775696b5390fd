package org.huifang.command.store;

import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.huifang.kernel.RecentlyUsed;

/**
 * Aggregates as the last command left them, those used last. What fails is taken out again by the framework; that
 * another process has moved one on shows when its next event conflicts (see {@link DecidingAfresh}).
 */
public final class AggregateCache implements Cache {
    private final Map<Object, Object> kept;

    public AggregateCache(int atMost) {
        kept = RecentlyUsed.map(atMost);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the interface has it
    public <K, V> V get(K key) {
        return (V) kept.get(key);
    }

    @Override
    public void put(Object key, Object value) {
        kept.put(key, value);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return kept.putIfAbsent(key, value) == null;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the interface has it
    public <T> T computeIfAbsent(Object key, Supplier<T> value) {
        return (T) kept.computeIfAbsent(key, absent -> value.get());
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the interface has it
    public <V> void computeIfPresent(Object key, UnaryOperator<V> update) {
        kept.computeIfPresent(key, (known, value) -> update.apply((V) value));
    }

    @Override
    public boolean remove(Object key) {
        return kept.remove(key) != null;
    }

    @Override
    public void removeAll() {
        kept.clear();
    }

    @Override
    public boolean containsKey(Object key) {
        return kept.containsKey(key);
    }

    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        throw new UnsupportedOperationException("nobody listens");
    }
}
