package org.huifang.query.projection;

import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;

/** Is told, after the commit, which events the read tables now carry, whichever process wrote them. */
@FunctionalInterface
public interface Seen {
    /** @param views as this process has just written them, by stream; what another process wrote is only in the tables */
    void seen(List<DomainEventMessage<?>> batch, Map<String, Object> views);
}
