package org.huifang.query.document;

import org.axonframework.queryhandling.QueryGateway;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.owner.PersonalData;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Puts the printing of documents together. */
@Configuration(proxyBeanMethods = false)
public class DocumentQueryConfiguration {

    @Bean
    DocumentQueries documentQueries(
            JdbcTemplate jdbc,
            CompanyDirectory directory,
            PersonalData personalData,
            ObjectMapper json,
            QueryGateway queries) {
        return new DocumentQueries(jdbc, directory, personalData, json, new Printing(), queries);
    }
}
