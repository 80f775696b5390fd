package org.huifang.server;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.monitoring.MessageMonitor;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.huifang.command.account.PostgresAccessTokens;
import org.huifang.command.account.PostgresAccounts;
import org.huifang.command.evidence.PostgresEvidenceStore;
import org.huifang.command.imports.PostgresImportDesk;
import org.huifang.command.organisation.StoredDirectory;
import org.huifang.command.owner.KeyedPersonalData;
import org.huifang.command.store.AggregateCache;
import org.huifang.command.store.Cause;
import org.huifang.command.store.DecidingAfresh;
import org.huifang.command.store.EventNames;
import org.huifang.command.store.ForeignStreams;
import org.huifang.command.store.GroupCommitter;
import org.huifang.command.store.InstantsModule;
import org.huifang.command.store.LogTail;
import org.huifang.command.store.LogicalNameSerializer;
import org.huifang.command.store.PostgresEventStorageEngine;
import org.huifang.kernel.account.AccessTokens;
import org.huifang.kernel.account.Accounts;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.EvidenceStore;
import org.huifang.kernel.complaint.ReceptionDayEvent;
import org.huifang.kernel.forum.ForumPostEvent;
import org.huifang.kernel.forum.ForumWatchEvent;
import org.huifang.kernel.imports.ImportDesk;
import org.huifang.kernel.library.LibraryCaseEvent;
import org.huifang.kernel.monthend.MonthEndEvent;
import org.huifang.kernel.notice.NoticeSettingsEvent;
import org.huifang.kernel.notice.WebhookEvent;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.OrganisationEvent;
import org.huifang.kernel.owner.OwnerEvent;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.kernel.training.TrainingEvent;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;

/** What every process stands on, whatever its role: the log, the keys, who the people are, and what is kept beside the log. */
@Configuration(proxyBeanMethods = false)
class Foundation {
    /** Wraps the keys of personal data; never leaves the data folder. */
    static final String MASTER_KEY = "master.key";

    private static final int ANSWERED_WITHIN_SECONDS = 10;

    /** A complaint takes some 10 kB. */
    private static final int AGGREGATES_KEPT = 5_000;

    @Bean
    Drain drain(ApplicationContext context, @Value("${huifang.drain}") Duration patience) {
        return new Drain(context, patience);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    EventNames eventNames() {
        return knownEventNames();
    }

    static EventNames knownEventNames() {
        return EventNames.of(
                ComplaintEvent.class,
                ForumPostEvent.class,
                ForumWatchEvent.class,
                ReceptionDayEvent.class,
                OrganisationEvent.class,
                OwnerEvent.class,
                MonthEndEvent.class,
                NoticeSettingsEvent.class,
                WebhookEvent.class,
                LibraryCaseEvent.class,
                TrainingEvent.class);
    }

    @Bean
    @Primary
    static Serializer serializer() {
        // Replay tokens hold an object of any type; ours are Axon's own. Sets come back in the order they were written
        // in.
        return Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(
                        mapper -> mapper.polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                                        .allowIfSubType("org.axonframework.")
                                        .build())
                                .addModule(new InstantsModule())
                                .addModule(new SimpleModule().addAbstractTypeMapping(Set.class, LinkedHashSet.class)))
                .build();
    }

    /** In all JSON that Spring reads. */
    @Bean
    static InstantsModule instants() {
        return new InstantsModule();
    }

    @Bean
    Serializer eventSerializer(EventNames names) {
        return new LogicalNameSerializer(names);
    }

    /** Not the commands' pool: one connection to commit by, one to listen by. */
    @Bean
    LogTail logTail(@Value("${spring.datasource.url}") String url) {
        return new LogTail(answering(url));
    }

    @Bean(destroyMethod = "close")
    GroupCommitter groupCommitter(@Value("${spring.datasource.url}") String url, LogTail tail) {
        return new GroupCommitter(answering(url), tail);
    }

    /** A database that has gone silent is given up, and asked again what has become of the group. */
    static PGSimpleDataSource answering(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setSocketTimeout(ANSWERED_WITHIN_SECONDS);
        source.setLoginTimeout(ANSWERED_WITHIN_SECONDS);
        return source;
    }

    @Bean
    PostgresEventStorageEngine storageEngine(
            @Qualifier("eventSerializer") Serializer serializer, JdbcTemplate jdbc, GroupCommitter committer) {
        return PostgresEventStorageEngine.of(serializer, jdbc, committer);
    }

    @Bean
    Cache aggregates() {
        return new AggregateCache(AGGREGATES_KEPT);
    }

    @Bean
    SpringTransactionManager axonTransactions(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    ImportDesk importDesk(JdbcTemplate jdbc, PersonalData personalData, Clock clock) {
        return new PostgresImportDesk(jdbc, personalData, clock);
    }

    @Bean
    EvidenceStore evidenceStore(JdbcTemplate jdbc, PersonalData personalData) {
        return new PostgresEvidenceStore(jdbc, personalData);
    }

    @Bean
    CompanyDirectory directory(EventStore store, LogTail tail, Clock clock) {
        StoredDirectory directory = new StoredDirectory(store, clock);
        tail.onOrganisation(directory::refreshed);
        return directory;
    }

    @Bean
    KeyedPersonalData personalData(JdbcTemplate jdbc, DataFolder folder) throws IOException {
        return new KeyedPersonalData(jdbc, folder.key(MASTER_KEY));
    }

    @Bean
    Accounts accounts(JdbcTemplate jdbc, PersonalData personalData, CompanyDirectory directory) {
        return new PostgresAccounts(jdbc, personalData, directory);
    }

    @Bean
    AccessTokens accessTokens(JdbcTemplate jdbc, CompanyDirectory directory) {
        return new PostgresAccessTokens(jdbc, directory);
    }

    /** In place of Axon's own, which reads the metadata of each event that a reaction looks at. */
    @Bean
    static CorrelationDataProvider cause() {
        return new Cause();
    }

    /** Without a transaction: events are committed in groups, and nothing else is written by a command. */
    static SimpleCommandBus deciding(Cache aggregates, CommandBusSpanFactory spans, MessageMonitor<Message<?>> times) {
        SimpleCommandBus bus = new DecidingAfresh(aggregates, spans, times);
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(new Cause()));
        bus.registerHandlerInterceptor(new ForeignStreams());
        return bus;
    }
}
