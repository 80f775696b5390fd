package org.huifang.query.complaint;

import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.queryhandling.QueryBus;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.query.projection.Projection;
import org.huifang.query.projection.Projector;
import org.huifang.query.projection.Seen;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.ObjectMapper;

/** Puts the query side together: the projector, what it writes, and what reads it. */
@Configuration(proxyBeanMethods = false)
@EntityScan("org.huifang.query.complaint")
@EnableJpaRepositories("org.huifang.query.complaint")
public class ComplaintQueryConfiguration {

    @Bean
    ThreadPoolTaskExecutor readers() {
        ThreadPoolTaskExecutor readers = new ThreadPoolTaskExecutor();
        readers.setCorePoolSize(2 * Runtime.getRuntime().availableProcessors());
        readers.setThreadNamePrefix("reader-");
        return readers;
    }

    /** The bus's own emitter: one of another bus would reach nobody. */
    @Bean
    Waiting waiting(
            ComplaintRows complaints,
            QueryBus queries,
            ObjectMapper json,
            @Qualifier("readers") ThreadPoolTaskExecutor readers) {
        return new Waiting(complaints, queries.queryUpdateEmitter(), json, readers);
    }

    @Bean
    ComplaintQueries complaintQueries(
            ComplaintRows complaints,
            PromiseRows promises,
            NextActionRows actions,
            CompanyDirectory directory,
            EventStore store,
            Waiting waiting,
            ObjectMapper json) {
        return new ComplaintQueries(complaints, promises, actions, directory, store, waiting, json);
    }

    @Bean
    ComplaintProjection complaintProjection(ObjectMapper json) {
        return new ComplaintProjection(json);
    }

    /** One projector for every feature's read tables: they all move on in one transaction. */
    @Bean
    Projector projector(
            EventStore log,
            List<Projection> projections,
            List<Seen> listeners,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        return new Projector(log, projections, listeners, jdbc, new TransactionTemplate(transactions));
    }
}
