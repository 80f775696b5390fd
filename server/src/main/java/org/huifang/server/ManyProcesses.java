package org.huifang.server;

import java.nio.charset.StandardCharsets;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.TargetContextResolver;
import org.axonframework.axonserver.connector.query.AxonServerQueryBus;
import org.axonframework.axonserver.connector.query.QueryPriorityCalculator;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.caching.Cache;
import org.axonframework.messaging.Message;
import org.axonframework.monitoring.MessageMonitor;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryBusSpanFactory;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.queryhandling.QueryUpdateEmitterSpanFactory;
import org.axonframework.serialization.Serializer;
import org.huifang.command.complaint.ComplaintRouting;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.query.operations.AnsweredQueries;
import org.huifang.server.remote.AnsweringOthers;
import org.huifang.server.remote.RemoteCommands;
import org.huifang.server.remote.RemoteQueries;
import org.huifang.server.remote.SameInstallation;
import org.huifang.server.remote.ToldAbroad;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The buses of processes that meet over Axon Server; the connector brings the rest. */
@Configuration(proxyBeanMethods = false)
class ManyProcesses {

    @Bean
    SameInstallation sameInstallation(PersonalData personalData) {
        return new SameInstallation(personalData.digest("installation".getBytes(StandardCharsets.UTF_8)));
    }

    @Bean
    @Qualifier("localSegment")
    CommandBus localSegment(
            Cache aggregates, SameInstallation same, CommandBusSpanFactory spans, MessageMonitor<Message<?>> times) {
        SimpleCommandBus deciding = Foundation.deciding(aggregates, spans, times);
        deciding.registerHandlerInterceptor(same.required());
        return new AnsweringOthers(deciding);
    }

    @Bean
    RoutingStrategy routingStrategy() {
        return new ComplaintRouting();
    }

    /** A question that this process can answer itself is not sent round: its thread may be one that answers already. */
    @Bean
    AxonServerQueryBus queryBus(
            AxonServerConnectionManager connections,
            AxonServerConfiguration configuration,
            @Qualifier("messageSerializer") Serializer messages,
            Serializer serializer,
            QueryPriorityCalculator priorities,
            TargetContextResolver<? super QueryMessage<?, ?>> contexts,
            SameInstallation same,
            QueryBusSpanFactory spans,
            QueryUpdateEmitterSpanFactory updates,
            MessageMonitor<Message<?>> times) {
        AnsweredQueries local = new AnsweredQueries(spans, updates, times);
        local.registerHandlerInterceptor(new ToldAbroad());
        local.registerHandlerInterceptor(same.required());
        return AxonServerQueryBus.builder()
                .axonServerConnectionManager(connections)
                .configuration(configuration)
                .localSegment(local)
                .updateEmitter(local.queryUpdateEmitter())
                .messageSerializer(messages)
                .genericSerializer(serializer)
                .priorityCalculator(priorities)
                .targetContextResolver(contexts)
                .spanFactory(spans)
                .enabledLocalSegmentShortCut()
                .build();
    }

    @Bean
    CommandGateway commandGateway(CommandBus bus, SameInstallation same) {
        RemoteCommands commands = new RemoteCommands(bus);
        commands.registerDispatchInterceptor(same.told());
        return commands;
    }

    @Bean
    QueryGateway queryGateway(
            QueryBus bus,
            SameInstallation same,
            AxonServerConnectionManager connections,
            AxonServerConfiguration configuration) {
        RemoteQueries queries = new RemoteQueries(bus, () -> connections.isConnected(configuration.getContext()));
        queries.registerDispatchInterceptor(same.told());
        return queries;
    }

    @Bean
    HealthIndicator axonServer(AxonServerConnectionManager connections, AxonServerConfiguration configuration) {
        return () ->
                (connections.isConnected(configuration.getContext()) ? Health.up() : Health.outOfService()).build();
    }
}
