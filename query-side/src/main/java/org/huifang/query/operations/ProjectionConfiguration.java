package org.huifang.query.operations;

import com.zaxxer.hikari.HikariDataSource;
import java.io.File;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.query.projection.AwaitedViews;
import org.huifang.query.projection.Followers;
import org.huifang.query.projection.Generation;
import org.huifang.query.projection.Projection;
import org.huifang.query.projection.Projector;
import org.huifang.query.projection.Rebuild;
import org.huifang.query.projection.Seen;
import org.huifang.query.projection.ViewProjection;
import org.huifang.query.projection.Watch;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the read tables up to the log with all projections there are, and makes them anew. */
@Configuration(proxyBeanMethods = false)
public class ProjectionConfiguration {

    @Bean(defaultCandidate = false)
    HikariDataSource projectorConnections(Generation generation) {
        return Followers.connections(generation.urlOf(generation.schema()), 1);
    }

    @Bean
    Projector projector(
            EventStore log,
            List<Projection<?>> projections,
            List<Seen> listeners,
            ObjectProvider<Watch> watch,
            @Qualifier("projectorConnections") HikariDataSource connections) {
        return new Projector(
                log,
                projections,
                listeners,
                watch.getIfAvailable(() -> Watch.NONE),
                new JdbcTemplate(connections),
                new TransactionTemplate(new DataSourceTransactionManager(connections)));
    }

    @Bean
    Rebuild rebuild(Generation generation, EventStore log, List<Projection<?>> projections, JdbcTemplate jdbc) {
        return new Rebuild(generation, log, projections, jdbc);
    }

    @Bean
    AwaitedViews awaitedViews(List<ViewProjection<?, ?>> projections, JdbcTemplate jdbc) {
        return new AwaitedViews(projections, jdbc);
    }

    @Bean
    Operators operators(CompanyDirectory directory) {
        return new Operators(directory);
    }

    @Bean
    ReplayHandler replayHandler(Rebuild rebuild, Operators operators) {
        return new ReplayHandler(rebuild, operators);
    }

    @Bean
    MachineQueries machineQueries(
            JdbcTemplate jdbc,
            Operators operators,
            @Value("${huifang.data}") File dataFolder,
            @Value("${huifang.version}") String version) {
        return new MachineQueries(jdbc, operators, dataFolder, version);
    }
}
