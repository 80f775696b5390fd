package org.huifang.query.monthend;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.owner.PersonalData;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Puts the months' ends' part of the query side together. */
@Configuration(proxyBeanMethods = false)
public class MonthEndQueryConfiguration {

    @Bean
    StatisticsProjection statisticsProjection() {
        return new StatisticsProjection();
    }

    @Bean
    ForumStatisticsProjection forumStatisticsProjection() {
        return new ForumStatisticsProjection();
    }

    @Bean
    MonthStatisticsProjection monthStatisticsProjection() {
        return new MonthStatisticsProjection();
    }

    @Bean
    MonthEndProjection monthEndProjection(ObjectMapper json) {
        return new MonthEndProjection(json);
    }

    @Bean
    MonthEndQueries monthEndQueries(
            JdbcTemplate jdbc,
            EventStore log,
            CompanyDirectory directory,
            PersonalData personalData,
            ObjectMapper json) {
        return new MonthEndQueries(jdbc, log, directory, personalData, json);
    }
}
