package org.huifang.query.notice;

import org.huifang.kernel.organisation.CompanyDirectory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Puts the notices' part of the query side together. */
@Configuration(proxyBeanMethods = false)
public class NoticeQueryConfiguration {

    @Bean
    NoticeSettingsProjection noticeSettingsProjection(ObjectMapper json) {
        return new NoticeSettingsProjection(json);
    }

    @Bean
    WebhooksProjection webhooksProjection(ObjectMapper json) {
        return new WebhooksProjection(json);
    }

    @Bean
    NoticeQueries noticeQueries(JdbcTemplate jdbc, CompanyDirectory directory, ObjectMapper json) {
        return new NoticeQueries(jdbc, directory, json);
    }
}
