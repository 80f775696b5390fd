package org.huifang.query.library;

import org.axonframework.queryhandling.QueryGateway;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.owner.PersonalData;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Puts the library's part of the query side together. */
@Configuration(proxyBeanMethods = false)
public class LibraryQueryConfiguration {

    @Bean
    LibraryProjection libraryProjection(ObjectMapper json) {
        return new LibraryProjection(json);
    }

    @Bean
    LibraryQueries libraryQueries(
            JdbcTemplate jdbc,
            CompanyDirectory directory,
            PersonalData personalData,
            QueryGateway queries,
            ObjectMapper json) {
        return new LibraryQueries(new NamedParameterJdbcTemplate(jdbc), directory, personalData, queries, json);
    }
}
