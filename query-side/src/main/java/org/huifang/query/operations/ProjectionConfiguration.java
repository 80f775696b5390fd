package org.huifang.query.operations;

import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.query.projection.Generation;
import org.huifang.query.projection.Projection;
import org.huifang.query.projection.Projector;
import org.huifang.query.projection.Rebuild;
import org.huifang.query.projection.Seen;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the read tables up to the log with all projections there are, and makes them anew. */
@Configuration(proxyBeanMethods = false)
public class ProjectionConfiguration {

    @Bean
    Projector projector(
            EventStore log,
            List<Projection> projections,
            List<Seen> listeners,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        return new Projector(log, projections, listeners, jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    Rebuild rebuild(Generation generation, EventStore log, List<Projection> projections, JdbcTemplate jdbc) {
        return new Rebuild(generation, log, projections, jdbc);
    }

    @Bean
    ReplayHandler replayHandler(Rebuild rebuild, CompanyDirectory directory) {
        return new ReplayHandler(rebuild, directory);
    }
}
