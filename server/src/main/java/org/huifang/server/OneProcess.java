package org.huifang.server;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.caching.Cache;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The buses of a process that is whole: who asks and who answers are the same. */
@Configuration(proxyBeanMethods = false)
class OneProcess {

    @Bean
    CommandBus commandBus(Cache aggregates) {
        return Foundation.deciding(aggregates);
    }

    @Bean
    QueryBus queryBus() {
        return SimpleQueryBus.builder().build();
    }
}
