package org.huifang.query.projection;

import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;

/** Is told, after the commit, which events the read tables now carry, whichever process wrote them. */
@FunctionalInterface
public interface Seen {
    void seen(List<DomainEventMessage<?>> batch, Written views);
}
