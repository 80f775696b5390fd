package org.huifang.server;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.modelling.command.Repository;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.huifang.api.imports.ImportRunner;
import org.huifang.command.account.PostgresAccessTokens;
import org.huifang.command.account.PostgresAccounts;
import org.huifang.command.complaint.Complaint;
import org.huifang.command.complaint.ComplaintTargets;
import org.huifang.command.complaint.LinkHandler;
import org.huifang.command.complaint.ReceptionDay;
import org.huifang.command.complaint.RegistrationHandler;
import org.huifang.command.evidence.PostgresEvidenceStore;
import org.huifang.command.evidence.WhenEvidenceAttachedThenKeep;
import org.huifang.command.forum.FeedReading;
import org.huifang.command.forum.WhenForumRepliedThenKeepScreenshot;
import org.huifang.command.forum.WhenForumWatchedThenReadFeed;
import org.huifang.command.imports.PostgresImportDesk;
import org.huifang.command.monthend.MonthClock;
import org.huifang.command.organisation.Organisation;
import org.huifang.command.organisation.OrganisationHandler;
import org.huifang.command.organisation.StoredDirectory;
import org.huifang.command.outside.Outside;
import org.huifang.command.owner.KeyedPersonalData;
import org.huifang.command.promise.DueClocks;
import org.huifang.command.promise.WhenPromisesObservedThenSetClock;
import org.huifang.command.store.AggregateCache;
import org.huifang.command.store.Cause;
import org.huifang.command.store.DecidingAfresh;
import org.huifang.command.store.EventNames;
import org.huifang.command.store.ForeignStreams;
import org.huifang.command.store.GroupCommitter;
import org.huifang.command.store.LogTail;
import org.huifang.command.store.LogicalNameSerializer;
import org.huifang.command.store.PostgresEventStorageEngine;
import org.huifang.command.store.PostgresEventStore;
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
import org.huifang.query.projection.Followers;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** Puts the command side together: store, aggregates, clocks, keys. */
@Configuration(proxyBeanMethods = false)
@ComponentScan("org.huifang.command")
class CommandSide {
    /** Wraps the keys of personal data; never leaves the data folder. */
    static final String MASTER_KEY = "master.key";

    /** The group of all reactions: one reader of the log serves them together. */
    private static final String REACTIONS = "reactions";

    /** The group that tells people: its trouble is not the clocks', and it begins with what happens from now on. */
    private static final String NOTICES = "notices";

    private static final int COMMIT_SECONDS = 10;

    private static final int REACTIONS_TOGETHER = 500;

    /** A process that has not said for so long that it follows the log does not any more; another goes on. */
    private static final Duration DEAD_AFTER = Duration.ofSeconds(5);

    private static final int CLAIM_MILLIS = 1_000;

    /** Complaints whose promises are looked at side by side; the rest of the machine is for people. */
    private static final int CLOCKS_TOGETHER = 16;

    /** A complaint takes some 10 kB. */
    private static final int AGGREGATES_KEPT = 5_000;

    /** Twice as long as a file may wait to be attached. */
    private static final Duration COLLECTED_AFTER = Duration.ofDays(2);

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
        // Replay tokens hold an object of any type; ours are Axon's own.
        return Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(
                        mapper -> mapper.polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                                .allowIfSubType("org.axonframework.")
                                .build()))
                .build();
    }

    @Bean
    Serializer eventSerializer(EventNames names) {
        return new LogicalNameSerializer(names);
    }

    /** Not the commands' pool: one connection to commit by, one to listen by. */
    @Bean
    LogTail logTail(@Value("${spring.datasource.url}") String url) {
        return new LogTail(direct(url));
    }

    @Bean(destroyMethod = "close")
    GroupCommitter groupCommitter(@Value("${spring.datasource.url}") String url, LogTail tail) {
        PGSimpleDataSource source = direct(url);
        // A database that has gone silent is given up, and asked again what has become of the group.
        source.setSocketTimeout(COMMIT_SECONDS);
        source.setLoginTimeout(COMMIT_SECONDS);
        return new GroupCommitter(source, tail);
    }

    private static PGSimpleDataSource direct(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }

    @Bean
    PostgresEventStorageEngine storageEngine(
            @Qualifier("eventSerializer") Serializer serializer, JdbcTemplate jdbc, GroupCommitter committer) {
        return PostgresEventStorageEngine.of(serializer, jdbc, committer);
    }

    @Bean
    EventStore eventStore(PostgresEventStorageEngine engine, LogTail tail) {
        return PostgresEventStore.of(engine, tail);
    }

    @Bean
    Cache aggregates() {
        return new AggregateCache(AGGREGATES_KEPT);
    }

    /** Without a transaction: events are committed in groups, and nothing else is written by a command. */
    @Bean
    CommandBus commandBus(Cache aggregates) {
        SimpleCommandBus bus = new DecidingAfresh(aggregates);
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(new Cause()));
        bus.registerHandlerInterceptor(new ForeignStreams());
        return bus;
    }

    @Bean
    QueryBus queryBus() {
        return SimpleQueryBus.builder().build();
    }

    @Bean
    SpringTransactionManager axonTransactions(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    static TokenStore tokenStore(ConnectionProvider connections, Serializer serializer) {
        return JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(serializer)
                .claimTimeout(DEAD_AFTER)
                .schema(TokenSchema.builder()
                        .setTokenTable("token_entry")
                        .setProcessorNameColumn("processor_name")
                        .setTokenTypeColumn("token_type")
                        .build())
                .build();
    }

    @Bean(defaultCandidate = false)
    static HikariDataSource reactionConnections(@Value("${spring.datasource.url}") String url) {
        return Followers.connections(url, 4);
    }

    /**
     * Thread per segment, woken by the store's streams; the pooled kind polls where a stream cannot call back. What
     * reactions write, and how far they have come, is one transaction of their own connections.
     */
    @Autowired
    void processors(
            EventProcessingConfigurer processing,
            @Qualifier("reactionConnections") HikariDataSource connections,
            Serializer serializer) {
        TrackingEventProcessorConfiguration single = TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                .andBatchSize(REACTIONS_TOGETHER)
                .andTokenClaimInterval(CLAIM_MILLIS, TimeUnit.MILLISECONDS);
        register(REACTIONS, processing, single, connections, serializer);
        register(
                NOTICES,
                processing,
                TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                        .andBatchSize(REACTIONS_TOGETHER)
                        .andTokenClaimInterval(CLAIM_MILLIS, TimeUnit.MILLISECONDS)
                        .andInitialTrackingToken(StreamableMessageSource::createHeadToken),
                connections,
                serializer);
    }

    private static void register(
            String group,
            EventProcessingConfigurer processing,
            TrackingEventProcessorConfiguration settings,
            HikariDataSource connections,
            Serializer serializer) {
        processing.registerTrackingEventProcessor(
                group, org.axonframework.config.Configuration::eventStore, configuration -> settings);
        processing.registerTransactionManager(
                group, configuration -> new SpringTransactionManager(new DataSourceTransactionManager(connections)));
        processing.registerTokenStore(
                group,
                configuration -> tokenStore(
                        new UnitOfWorkAwareConnectionProviderWrapper(
                                new SpringDataSourceConnectionProvider(connections)),
                        serializer));
    }

    @Bean
    WhenPromisesObservedThenSetClock promiseClocks(@Qualifier("reactionConnections") HikariDataSource connections) {
        return new WhenPromisesObservedThenSetClock(new JdbcTemplate(connections));
    }

    @Bean(defaultCandidate = false)
    ThreadPoolTaskExecutor clockHands() {
        ThreadPoolTaskExecutor hands = new ThreadPoolTaskExecutor();
        hands.setCorePoolSize(CLOCKS_TOGETHER);
        hands.setThreadNamePrefix("clock-");
        hands.setAllowCoreThreadTimeOut(true);
        return hands;
    }

    @Bean
    RecurringTask<Void> dueClocks(
            JdbcTemplate jdbc,
            CommandGateway commands,
            Clock clock,
            @Qualifier("clockHands") ThreadPoolTaskExecutor hands) {
        return new DueClocks(jdbc, commands, clock, hands).task();
    }

    @Bean
    RecurringTask<Void> monthClock(CommandGateway commands, CompanyDirectory directory, Clock clock) {
        return new MonthClock(commands, directory, clock).task();
    }

    /** @param trustedHosts in one's own network, that feeds may be read from and webhooks sent to */
    @Bean
    Outside outside(@Value("${huifang.outside.trusted-hosts:}") Set<String> trustedHosts) {
        return new Outside(trustedHosts);
    }

    @Bean
    WhenForumWatchedThenReadFeed feedsToRead(@Qualifier("reactionConnections") HikariDataSource connections) {
        return new WhenForumWatchedThenReadFeed(new JdbcTemplate(connections));
    }

    @Bean
    WhenForumRepliedThenKeepScreenshot screenshotKeeping(EvidenceStore evidence) {
        return new WhenForumRepliedThenKeepScreenshot(evidence);
    }

    @Bean
    RecurringTask<Void> forumFeeds(
            JdbcTemplate jdbc, Outside outside, CommandGateway commands, PersonalData personalData, Clock clock) {
        return new FeedReading(jdbc, outside, commands, personalData, clock).task();
    }

    /** Also what another process was at when it died. */
    @Bean
    RecurringTask<Void> importsGoOn(ImportRunner runner) {
        return Tasks.recurring("imports", FixedDelay.ofSeconds(5)).execute((instance, context) -> runner.resume());
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
    WhenEvidenceAttachedThenKeep evidenceKeeping(EvidenceStore evidence) {
        return new WhenEvidenceAttachedThenKeep(evidence);
    }

    /** Half-finished uploads, and files that nobody attached. */
    @Bean
    RecurringTask<Void> evidenceCollection(EvidenceStore evidence, Clock clock) {
        return Tasks.recurring("evidence-collection", FixedDelay.ofHours(1))
                .execute((instance, context) -> evidence.collect(clock.instant().minus(COLLECTED_AFTER)));
    }

    @Bean
    CompanyDirectory directory(EventStore store, Clock clock) {
        return new StoredDirectory(store, clock);
    }

    @Bean
    KeyedPersonalData personalData(JdbcTemplate jdbc, DataFolder folder) throws IOException {
        return new KeyedPersonalData(jdbc, folder.key(MASTER_KEY));
    }

    @Bean
    Accounts accounts(JdbcTemplate jdbc, PersonalData personalData) {
        return new PostgresAccounts(jdbc, personalData);
    }

    @Bean
    AccessTokens accessTokens(JdbcTemplate jdbc) {
        return new PostgresAccessTokens(jdbc);
    }

    @Bean
    RegistrationHandler registrationHandler(
            @Qualifier("receptionDayRepository") Repository<ReceptionDay> days,
            @Qualifier("complaintRepository") Repository<Complaint> complaints,
            EventStore store,
            CompanyDirectory directory) {
        return new RegistrationHandler(days, complaints, store, directory);
    }

    @Bean
    ComplaintTargets complaintTargets() {
        return new ComplaintTargets();
    }

    @Bean
    LinkHandler linkHandler(
            @Qualifier("complaintRepository") Repository<Complaint> complaints, CompanyDirectory directory) {
        return new LinkHandler(complaints, directory);
    }

    @Bean
    OrganisationHandler organisationHandler(
            @Qualifier("organisationRepository") Repository<Organisation> organisations) {
        return new OrganisationHandler(organisations);
    }
}
