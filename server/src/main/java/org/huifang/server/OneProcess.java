package org.huifang.server;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.common.caching.Cache;
import org.axonframework.messaging.Message;
import org.axonframework.monitoring.MessageMonitor;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryBusSpanFactory;
import org.axonframework.queryhandling.QueryUpdateEmitterSpanFactory;
import org.huifang.query.operations.AnsweredQueries;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The buses of a process that is whole: who asks and who answers are the same. */
@Configuration(proxyBeanMethods = false)
class OneProcess {

    @Bean
    CommandBus commandBus(Cache aggregates, CommandBusSpanFactory spans, MessageMonitor<Message<?>> times) {
        return Foundation.deciding(aggregates, spans, times);
    }

    @Bean
    QueryBus queryBus(
            QueryBusSpanFactory spans, QueryUpdateEmitterSpanFactory updates, MessageMonitor<Message<?>> times) {
        return new AnsweredQueries(spans, updates, times);
    }
}
