package org.huifang.server;

import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.TargetContextResolver;
import org.axonframework.axonserver.connector.query.AxonServerQueryBus;
import org.axonframework.axonserver.connector.query.QueryPriorityCalculator;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.caching.Cache;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.serialization.Serializer;
import org.huifang.command.complaint.ComplaintRouting;
import org.huifang.server.remote.AnsweringOthers;
import org.huifang.server.remote.RemoteCommands;
import org.huifang.server.remote.RemoteQueries;
import org.huifang.server.remote.ToldAbroad;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The buses of processes that meet over Axon Server; the connector brings the rest. */
@Configuration(proxyBeanMethods = false)
class ManyProcesses {

    @Bean
    @Qualifier("localSegment")
    CommandBus localSegment(Cache aggregates) {
        return new AnsweringOthers(Foundation.deciding(aggregates));
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
            TargetContextResolver<? super QueryMessage<?, ?>> contexts) {
        SimpleQueryBus local = SimpleQueryBus.builder().build();
        local.registerHandlerInterceptor(new ToldAbroad());
        return AxonServerQueryBus.builder()
                .axonServerConnectionManager(connections)
                .configuration(configuration)
                .localSegment(local)
                .updateEmitter(local.queryUpdateEmitter())
                .messageSerializer(messages)
                .genericSerializer(serializer)
                .priorityCalculator(priorities)
                .targetContextResolver(contexts)
                .enabledLocalSegmentShortCut()
                .build();
    }

    @Bean
    CommandGateway commandGateway(CommandBus bus) {
        return new RemoteCommands(bus);
    }

    @Bean
    QueryGateway queryGateway(QueryBus bus) {
        return new RemoteQueries(bus);
    }
}
