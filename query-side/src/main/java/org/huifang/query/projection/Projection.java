package org.huifang.query.projection;

import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes read tables from events, a batch at a time, in the transaction that also moves the progress on. */
public interface Projection {
    void project(List<DomainEventMessage<?>> batch, JdbcTemplate jdbc);
}
