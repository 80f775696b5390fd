package org.huifang.command.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.huifang.kernel.EventName;

/** Which class stands today for an event's logical name. */
public final class EventNames {
    private final Map<String, Class<?>> classes = new HashMap<>();

    private EventNames() {}

    /** @param sealedEvents interfaces whose permitted records are the events */
    public static EventNames of(Class<?>... sealedEvents) {
        EventNames names = new EventNames();
        for (Class<?> events : sealedEvents) {
            names.add(events);
        }
        return names;
    }

    private void add(Class<?> type) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                add(permitted);
            }
            return;
        }
        EventName name = type.getAnnotation(EventName.class);
        if (name == null) {
            throw new IllegalArgumentException(type + " has no @EventName");
        }
        if (classes.put(name.value(), type) != null) {
            throw new IllegalArgumentException("two events are called " + name.value());
        }
    }

    public Optional<Class<?>> classFor(String name) {
        return Optional.ofNullable(classes.get(name));
    }

    /** By logical name. */
    public Map<String, Class<?>> all() {
        return Map.copyOf(classes);
    }
}
