package org.huifang.server;

import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.serialization.Serializer;
import org.huifang.command.store.LogTail;
import org.huifang.command.store.MirrorWriter;
import org.huifang.command.store.MirroredEventStore;
import org.huifang.command.store.PostgresEventStorageEngine;
import org.huifang.command.store.PostgresEventStore;
import org.huifang.server.axon.AxonServerLog;
import org.huifang.server.axon.StoredEvents;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Axon Server's event store decides what is appended, and the log here mirrors it. */
@Configuration(proxyBeanMethods = false)
class AxonServerDecides {

    @Bean
    EventStore eventStore(
            PostgresEventStorageEngine engine,
            LogTail tail,
            AxonServerConfiguration configuration,
            AxonServerConnectionManager connections,
            @Qualifier("eventSerializer") Serializer events,
            EventBusSpanFactory spans) {
        return new MirroredEventStore(
                AxonServerEventStore.builder()
                        .configuration(configuration)
                        .platformConnectionManager(connections)
                        .eventSerializer(events)
                        .snapshotSerializer(events)
                        .spanFactory(spans)
                        .snapshotFilter(SnapshotFilter.allowAll())
                        .build(),
                PostgresEventStore.of(engine, tail, spans));
    }

    /** On a connection of its own, as its transactions wait for each other process's. */
    @Bean
    MirrorWriter mirrorWriter(
            @Value("${spring.datasource.url}") String url,
            LogTail tail,
            AxonServerConnectionManager connections,
            @Qualifier("eventSerializer") Serializer events) {
        return new MirrorWriter(
                Foundation.answering(url),
                tail,
                new AxonServerLog(() -> connections.getConnection().eventChannel(), new StoredEvents(events)));
    }
}
