package org.huifang.server;

import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.huifang.command.store.LogTail;
import org.huifang.command.store.PostgresEventStorageEngine;
import org.huifang.command.store.PostgresEventStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The log here decides; or it mirrors another store, and this process decides nothing. */
@Configuration(proxyBeanMethods = false)
class PostgresDecides {

    @Bean
    EventStore eventStore(PostgresEventStorageEngine engine, LogTail tail, EventBusSpanFactory spans) {
        return PostgresEventStore.of(engine, tail, spans);
    }
}
