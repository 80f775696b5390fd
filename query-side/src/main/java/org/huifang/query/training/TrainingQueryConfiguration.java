package org.huifang.query.training;

import org.huifang.kernel.organisation.CompanyDirectory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Puts the trainings' part of the query side together. */
@Configuration(proxyBeanMethods = false)
public class TrainingQueryConfiguration {

    @Bean
    TrainingProjection trainingProjection(ObjectMapper json) {
        return new TrainingProjection(json);
    }

    @Bean
    TrainingQueries trainingQueries(JdbcTemplate jdbc, CompanyDirectory directory, ObjectMapper json) {
        return new TrainingQueries(jdbc, directory, json);
    }
}
