package org.huifang.command.notice;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.huifang.command.outside.Outside;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.owner.PersonalData;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mail.javamail.JavaMailSender;
import tools.jackson.databind.ObjectMapper;

/** Puts together what tells people. */
@Configuration(proxyBeanMethods = false)
public class NoticeConfiguration {

    @Bean
    WhenNoticesChosenThenKeepChoice noticeChoices(
            @Qualifier("reactionConnections") HikariDataSource connections, ObjectMapper json) {
        return new WhenNoticesChosenThenKeepChoice(new JdbcTemplate(connections), json);
    }

    @Bean
    WhenWorkArisesThenTell telling(
            @Qualifier("reactionConnections") HikariDataSource connections,
            ObjectMapper json,
            EventStore log,
            CompanyDirectory directory) {
        return new WhenWorkArisesThenTell(new Outbox(new JdbcTemplate(connections), json), log, directory);
    }

    @Bean
    NoticeDesk noticeDesk(JdbcTemplate jdbc, CompanyDirectory directory) {
        return new NoticeDesk(jdbc, directory);
    }

    /** @param from whom mails come from */
    @Bean
    RecurringTask<Void> noticeDeliveries(
            JdbcTemplate jdbc,
            ObjectMapper json,
            PersonalData personalData,
            Outside outside,
            ObjectProvider<JavaMailSender> server,
            @Value("${huifang.notices.from:}") String from,
            Clock clock) {
        return new Delivering(
                        jdbc,
                        json,
                        new MailPost(jdbc, personalData, server.getIfAvailable(), from),
                        new WebhookPost(jdbc, json, outside, personalData),
                        clock)
                .task();
    }
}
