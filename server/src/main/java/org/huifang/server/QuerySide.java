package org.huifang.server;

import java.time.Clock;
import org.huifang.query.complaint.ComplaintQueryConfiguration;
import org.huifang.query.document.DocumentQueryConfiguration;
import org.huifang.query.forum.ForumQueryConfiguration;
import org.huifang.query.library.LibraryQueryConfiguration;
import org.huifang.query.monthend.MonthEndQueryConfiguration;
import org.huifang.query.notice.NoticeQueryConfiguration;
import org.huifang.query.operations.ProjectionConfiguration;
import org.huifang.query.owner.OwnerQueryConfiguration;
import org.huifang.query.projection.Projector;
import org.huifang.query.projection.Rebuild;
import org.huifang.query.training.TrainingQueryConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts the query side together: projections, and who answers from their tables. */
@Configuration(proxyBeanMethods = false)
@Import({
    ComplaintQueryConfiguration.class,
    DocumentQueryConfiguration.class,
    ForumQueryConfiguration.class,
    LibraryQueryConfiguration.class,
    ProjectionConfiguration.class,
    MonthEndQueryConfiguration.class,
    NoticeQueryConfiguration.class,
    OwnerQueryConfiguration.class,
    TrainingQueryConfiguration.class
})
class QuerySide {

    @Bean
    AwaitedTables awaitedTables(Rebuild rebuild, Clock clock) {
        return new AwaitedTables(rebuild, clock);
    }

    @Bean
    HealthIndicator readTables(Projector projector, JdbcTemplate jdbc, Clock clock) {
        return new ReadTablesHealth(projector, jdbc, clock);
    }
}
