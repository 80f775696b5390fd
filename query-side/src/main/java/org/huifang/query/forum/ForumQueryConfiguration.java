package org.huifang.query.forum;

import org.huifang.kernel.organisation.CompanyDirectory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Puts the forums' part of the query side together. */
@Configuration(proxyBeanMethods = false)
public class ForumQueryConfiguration {

    @Bean
    ForumPostProjection forumPostProjection(ObjectMapper json) {
        return new ForumPostProjection(json);
    }

    @Bean
    ForumWatchProjection forumWatchProjection(ObjectMapper json) {
        return new ForumWatchProjection(json);
    }

    @Bean
    ForumQueries forumQueries(JdbcTemplate jdbc, CompanyDirectory directory, ObjectMapper json) {
        return new ForumQueries(jdbc, directory, json);
    }
}
