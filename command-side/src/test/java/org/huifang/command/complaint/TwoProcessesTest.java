package org.huifang.command.complaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Instant;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.flywaydb.core.Flyway;
import org.huifang.command.evidence.PostgresEvidenceStore;
import org.huifang.command.owner.KeyedPersonalData;
import org.huifang.command.store.AggregateCache;
import org.huifang.command.store.DecidingAfresh;
import org.huifang.command.store.EventNames;
import org.huifang.command.store.GroupCommitter;
import org.huifang.command.store.LogTail;
import org.huifang.command.store.LogicalNameSerializer;
import org.huifang.command.store.PostgresEventStorageEngine;
import org.huifang.command.store.PostgresEventStore;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.Source;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintCommand.AssessSeverity;
import org.huifang.kernel.complaint.ComplaintCommand.CallInSuperior;
import org.huifang.kernel.complaint.ComplaintCommand.CheckPromises;
import org.huifang.kernel.complaint.ComplaintCommand.ClassifyComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.RegisterComplaint;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.EvidenceStore;
import org.huifang.kernel.complaint.ReceptionDayEvent;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.promise.PromisesChecked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two processes on one PostgreSQL take turns on one complaint: neither answers from what it has cached too long. */
@Tag("postgres")
class TwoProcessesTest {
    private static EmbeddedPostgres postgres;
    private static Node one;
    private static Node two;

    /** The command side of one process, with a cache of its own. */
    private record Node(LogTail tail, GroupCommitter committer, Configuration axon, CommandGateway commands) {
        static Node start(DataSource dataSource) {
            JdbcTemplate jdbc = new JdbcTemplate(dataSource);
            LogTail tail = new LogTail(dataSource);
            GroupCommitter committer = new GroupCommitter(dataSource, tail);
            LogicalNameSerializer serializer =
                    new LogicalNameSerializer(EventNames.of(ComplaintEvent.class, ReceptionDayEvent.class));
            var store = PostgresEventStore.of(PostgresEventStorageEngine.of(serializer, jdbc, committer), tail);
            AggregateCache cache = new AggregateCache(100);
            CompanyDirectory people = Story.people();
            Configuration axon = DefaultConfigurer.defaultConfiguration()
                    .configureEventStore(configuration -> store)
                    .configureCommandBus(configuration -> new DecidingAfresh(cache))
                    .registerComponent(CompanyDirectory.class, configuration -> people)
                    .registerComponent(
                            EvidenceStore.class,
                            configuration -> new PostgresEvidenceStore(jdbc, new KeyedPersonalData(jdbc, new byte[32])))
                    .configureAggregate(AggregateConfigurer.defaultConfiguration(Complaint.class)
                            .configureCache(configuration -> cache)
                            .configureCommandTargetResolver(configuration -> new ComplaintTargets()))
                    .registerCommandHandler(configuration -> new RegistrationHandler(
                            new ReceptionDays(
                                    EventSourcingRepository.builder(ReceptionDay.class)
                                            .cache(cache),
                                    configuration.eventStore()),
                            configuration.repository(Complaint.class),
                            configuration.eventStore(),
                            people))
                    .start();
            return new Node(
                    tail,
                    committer,
                    axon,
                    DefaultCommandGateway.builder()
                            .commandBus(axon.commandBus())
                            .build());
        }

        /** As the API does: what came between is looked at anew. */
        @SuppressWarnings("TypeParameterUnusedInFormals") // as the gateway has it
        <R> R send(Object command) {
            try {
                return commands.sendAndWait(command);
            } catch (ConcurrencyException | AggregateStreamCreationException e) {
                return commands.sendAndWait(command);
            }
        }

        void stop() throws InterruptedException {
            axon.shutdown();
            committer.close();
            tail.close();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        DataSource dataSource = postgres.getPostgresDatabase();
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/log")
                .load()
                .migrate();
        one = Node.start(dataSource);
        two = Node.start(dataSource);
    }

    @AfterAll
    static void stop() throws Exception {
        one.stop();
        two.stop();
        postgres.close();
    }

    @Test
    void refusesOnlyWhatIsToBeRefusedNow() {
        ComplaintId id = registered();
        two.send(new CallInSuperior(id, act(), Role.MANAGER, null));
        one.send(classify(id));
        // Two still has it cached as not judged yet, which would refuse this (§4.4).
        Accepted assessed = two.send(assess(id));
        assertThat(assessed.repeated()).isFalse();
        assertThatThrownBy(() -> one.send(assess(id))).isInstanceOf(RefusedException.class);
    }

    @Test
    void conflictsWhereSomethingWouldBeAppendedToAnOldState() {
        ComplaintId id = registered();
        two.send(new CallInSuperior(id, act(), Role.MANAGER, null));
        one.send(new CallInSuperior(id, act(), Role.MANAGER, null));
        var again = new CallInSuperior(id, act(), Role.MANAGER, null);
        assertThatThrownBy(() -> two.commands.sendAndWait(again)).isInstanceOf(ConcurrencyException.class);
        Accepted accepted = two.commands.sendAndWait(again);
        assertThat(accepted.sequence()).isEqualTo(4);
    }

    @Test
    void hasNothingToSayOnlyWhereThereIsNothingNow() {
        ComplaintId id = registered();
        two.send(new CallInSuperior(id, act(), Role.MANAGER, null));
        one.send(classify(id));
        one.send(assess(id));
        PromisesChecked checked = two.send(new CheckPromises(id, Story.T0.plusSeconds(2)));
        assertThat(checked.said()).isFalse();
        PromisesChecked fresh = one.send(new CheckPromises(id, Story.T0.plusSeconds(2)));
        assertThat(checked.next()).isEqualTo(fresh.next());
    }

    @Test
    void registersOnceWhicheverIsAsked() {
        registered();
        two.send(new RegisterComplaint(ComplaintId.random(), Story.CENTRE, act(), Story.reception()));
        var registration =
                new RegisterComplaint(ComplaintId.random(), Story.CENTRE, act("key", "request"), Story.reception());
        Accepted first = two.send(registration);
        assertThatThrownBy(() -> two.commands.sendAndWait(registration))
                .isInstanceOf(AggregateStreamCreationException.class);
        Accepted again = two.send(registration);
        Accepted elsewhere = one.send(registration);
        assertThat(first.repeated()).isFalse();
        assertThat(again).isEqualTo(elsewhere).isEqualTo(new Accepted(first.stream(), first.sequence(), true));
        var other = new RegisterComplaint(registration.complaint(), Story.CENTRE, act(), Story.reception());
        assertThatThrownBy(() -> one.send(other))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusals())
                        .extracting(Refusal::code)
                        .containsExactly("COMPLAINT_ID_TAKEN"));
        Accepted next = one.send(new RegisterComplaint(ComplaintId.random(), Story.CENTRE, act(), Story.reception()));
        assertThat(next.repeated()).isFalse();
    }

    private static ComplaintId registered() {
        ComplaintId id = ComplaintId.random();
        one.send(new RegisterComplaint(id, Story.CENTRE, act(), Story.reception()));
        return id;
    }

    private static ClassifyComplaint classify(ComplaintId id) {
        return new ClassifyComplaint(
                id, act(), Classification.VALID_COMPLAINT, Criterion.CONTRACT_DUTY_NOT_PERFORMED, Story.TEXT);
    }

    private static AssessSeverity assess(ComplaintId id) {
        return new AssessSeverity(id, act(), Severity.IMPORTANT, SeverityGround.COMPANY_AT_FAULT, Story.TEXT);
    }

    private static Act act() {
        return act(null, null);
    }

    private static Act act(@Nullable String key, @Nullable String request) {
        Instant now = Story.T0.plusSeconds(1);
        return new Act("receptionist", null, null, now, Source.API, key, request, null, null);
    }
}
