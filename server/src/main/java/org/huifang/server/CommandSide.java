package org.huifang.server;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.modelling.command.Repository;
import org.axonframework.modelling.command.RepositorySpanFactory;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.huifang.command.complaint.Complaint;
import org.huifang.command.complaint.ComplaintTargets;
import org.huifang.command.complaint.LinkHandler;
import org.huifang.command.complaint.ReceptionDay;
import org.huifang.command.complaint.ReceptionDays;
import org.huifang.command.complaint.RegistrationHandler;
import org.huifang.command.evidence.WhenEvidenceAttachedThenKeep;
import org.huifang.command.forum.FeedReading;
import org.huifang.command.forum.WhenForumRepliedThenKeepScreenshot;
import org.huifang.command.forum.WhenForumWatchedThenReadFeed;
import org.huifang.command.monthend.MonthClock;
import org.huifang.command.organisation.Organisation;
import org.huifang.command.organisation.OrganisationHandler;
import org.huifang.command.outside.Outside;
import org.huifang.command.promise.DueClocks;
import org.huifang.command.promise.WhenPromisesObservedThenSetClock;
import org.huifang.command.store.InRounds;
import org.huifang.command.store.TriedAgain;
import org.huifang.kernel.complaint.EvidenceStore;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.query.projection.Followers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Puts the command side together: aggregates, reactions, clocks. */
@Configuration(proxyBeanMethods = false)
// Nothing nested is a component: half of the classes need not be read.
@ComponentScan(basePackages = "org.huifang.command", resourcePattern = "**/{name:[A-Za-z0-9]+}.class")
class CommandSide {
    /** The group of all reactions: one reader of the log serves them together. */
    private static final String REACTIONS = "reactions";

    /** The group that tells people: its trouble is not the clocks', and it begins with what happens from now on. */
    private static final String NOTICES = "notices";

    private static final int REACTIONS_TOGETHER = 500;
    private static final Duration ROUNDS_APART = Duration.ofMillis(50);

    /** A process that has not said for so long that it follows the log does not any more; another goes on. */
    private static final Duration DEAD_AFTER = Duration.ofSeconds(5);

    private static final int CLAIM_MILLIS = 1_000;

    /** Complaints whose promises are looked at side by side; the rest of the machine is for people. */
    private static final int CLOCKS_TOGETHER = 16;

    /** Twice as long as a file may wait to be attached. */
    private static final Duration COLLECTED_AFTER = Duration.ofDays(2);

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
            Serializer serializer,
            Clock clock) {
        TrackingEventProcessorConfiguration single = TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                .andBatchSize(REACTIONS_TOGETHER)
                .andTokenClaimInterval(CLAIM_MILLIS, TimeUnit.MILLISECONDS);
        register(REACTIONS, processing, single, connections, serializer, clock);
        register(
                NOTICES,
                processing,
                TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                        .andBatchSize(REACTIONS_TOGETHER)
                        .andTokenClaimInterval(CLAIM_MILLIS, TimeUnit.MILLISECONDS)
                        .andInitialTrackingToken(StreamableMessageSource::createHeadToken),
                connections,
                serializer,
                clock);
    }

    private static void register(
            String group,
            EventProcessingConfigurer processing,
            TrackingEventProcessorConfiguration settings,
            HikariDataSource connections,
            Serializer serializer,
            Clock clock) {
        processing.registerTrackingEventProcessor(
                group,
                configuration -> new InRounds(configuration.eventStore(), ROUNDS_APART, REACTIONS_TOGETHER),
                configuration -> settings);
        processing.registerListenerInvocationErrorHandler(group, configuration -> new TriedAgain(clock));
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
    ReceptionDays receptionDays(EventStore store, Cache aggregates, RepositorySpanFactory spans) {
        return new ReceptionDays(
                EventSourcingRepository.builder(ReceptionDay.class)
                        .cache(aggregates)
                        .spanFactory(spans),
                store);
    }

    @Bean
    RegistrationHandler registrationHandler(
            Repository<ReceptionDay> days,
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
