package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.axoniq.axonserver.grpc.query.QueryUpdate;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.command.CommandSerializer;
import org.axonframework.axonserver.connector.query.QuerySerializer;
import org.axonframework.axonserver.connector.query.subscription.SubscriptionMessageSerializer;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.distributed.AnnotationRoutingStrategy;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.GenericQueryResponseMessage;
import org.axonframework.queryhandling.GenericSubscriptionQueryUpdateMessage;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.serialization.Serializer;
import org.huifang.command.complaint.ComplaintRouting;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.CloseComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.ImportComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.RegisterComplaint;
import org.huifang.kernel.complaint.ComplaintQuery.AwaitComplaint;
import org.huifang.kernel.complaint.ComplaintQuery.Found;
import org.huifang.kernel.complaint.ComplaintQuery.QueueChange;
import org.huifang.kernel.complaint.PromiseAlarm;
import org.huifang.kernel.library.LibraryCaseCommand.DraftCase;
import org.huifang.kernel.organisation.OrganisationCommand;
import org.huifang.kernel.organisation.OrganisationEvent;
import org.huifang.server.MessageTypes.Handler;
import org.huifang.server.Samples.Sample;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What one process writes for another, as the connector to Axon Server writes it, is read as what it was: commands, queries,
 * and what is answered to them. No server is needed; every message and every answer that there is is found and tried.
 */
class MessagesTest {
    private static final Map<String, String> METADATA = Map.of("cause", "c-1", "person", "王小姐");

    private final Serializer serializer = Foundation.serializer();
    private final AxonServerConfiguration connection = new AxonServerConfiguration();
    private final CommandSerializer commands = new CommandSerializer(serializer, connection);
    private final QuerySerializer queries = new QuerySerializer(serializer, serializer, connection);
    private final SubscriptionMessageSerializer updates =
            new SubscriptionMessageSerializer(serializer, serializer, connection);

    private interface Journey {
        Message<?> of(Object payload) throws InvalidProtocolBufferException;
    }

    @TestFactory
    Stream<DynamicTest> commandsTravel() {
        return payloads(MessageTypes.commands()).map(type -> travels(type, this::command));
    }

    private CommandMessage<?> command(Object payload) throws InvalidProtocolBufferException {
        CommandMessage<?> sent = new GenericCommandMessage<>(payload, METADATA);
        CommandMessage<?> read = commands.deserialize(
                Command.parseFrom(commands.serialize(sent, "key", 0).toByteArray()));
        assertThat(read.getCommandName()).isEqualTo(sent.getCommandName());
        return read;
    }

    @TestFactory
    Stream<DynamicTest> queriesTravel() {
        return MessageTypes.queries().stream()
                .filter(Handler::answers)
                .map(handler -> travels(handler.message(), payload -> query(payload, handler.answer())));
    }

    /** With it goes which type is asked for. */
    private QueryMessage<?, ?> query(Object payload, Type answer) throws InvalidProtocolBufferException {
        QueryMessage<?, ?> sent =
                new GenericQueryMessage<>(payload, ResponseTypes.instanceOf((Class<?>) answer)).withMetaData(METADATA);
        QueryMessage<?, ?> read = queries.deserializeRequest(QueryRequest.parseFrom(
                queries.serializeRequest(sent, 1, 1_000, 0).toByteArray()));
        assertThat(read.getQueryName()).isEqualTo(sent.getQueryName());
        assertThat(read.getResponseType()).isEqualTo(sent.getResponseType());
        return read;
    }

    @TestFactory
    Stream<DynamicTest> answersToCommandsTravel() {
        return answers(MessageTypes.commands())
                .map(type -> travels(
                        type,
                        payload -> commands.deserialize(CommandResponse.parseFrom(commands.serialize(
                                        GenericCommandResultMessage.asCommandResultMessage(payload)
                                                .withMetaData(METADATA),
                                        "request")
                                .toByteArray()))));
    }

    @TestFactory
    Stream<DynamicTest> answersToQueriesTravel() {
        return answers(MessageTypes.queries())
                .map(type -> travels(type, payload -> {
                    QueryResponse written = queries.serializeResponse(
                            GenericQueryResponseMessage.asResponseMessage(payload)
                                    .withMetaData(METADATA),
                            "request");
                    return queries.deserializeResponse(
                            QueryResponse.parseFrom(written.toByteArray()), ResponseTypes.instanceOf(type));
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatFollowersAreToldTravels() {
        return MessageTypes.updates().stream()
                .flatMap(MessageTypes::concrete)
                .map(type -> travels(
                        type,
                        payload -> updates.deserialize(QueryUpdate.parseFrom(
                                updates.serialize(GenericSubscriptionQueryUpdateMessage.asUpdateMessage(payload)
                                                .withMetaData(METADATA))
                                        .toByteArray()))));
    }

    private DynamicTest travels(Class<?> type, Journey journey) {
        return DynamicTest.dynamicTest(name(type), () -> {
            for (Sample sample : Samples.of(type)) {
                Message<?> read;
                try {
                    read = journey.of(sample.value());
                    assertSame(read.getPayload(), sample);
                } catch (RuntimeException e) {
                    throw new AssertionError(sample.toString(), e);
                }
                assertThat(read.getMetaData()).as(sample.how()).containsExactlyInAnyOrderEntriesOf(METADATA);
            }
        });
    }

    /** Also in the order of what has one: then it is written again to the letter. */
    private void assertSame(Object read, Sample sample) {
        assertThat(written(read)).as(sample.how()).isEqualTo(written(sample.value()));
        Class<?> type = sample.value().getClass();
        if (type.isRecord()
                && Stream.of(type.getRecordComponents())
                        .anyMatch(component -> component.getType().isArray())) {
            assertThat(read)
                    .as(sample.toString())
                    .hasSameClassAs(sample.value())
                    .usingRecursiveComparison()
                    .isEqualTo(sample.value());
        } else {
            assertThat(read).as(sample.how()).isEqualTo(sample.value());
        }
    }

    private String written(Object payload) {
        return serializer.serialize(payload, String.class).getData();
    }

    @TestFactory
    Stream<DynamicTest> everyAnswerCanBeTold() {
        return Stream.concat(MessageTypes.commands().stream(), MessageTypes.queries().stream())
                .map(handler -> DynamicTest.dynamicTest(
                        handler.name(), () -> assertThat(MessageTypes.obstacle(handler.answer()))
                                .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> everyCommandHasAProcess() {
        RoutingStrategy annotated = AnnotationRoutingStrategy.defaultStrategy();
        RoutingStrategy routing = new ComplaintRouting();
        return payloads(MessageTypes.commands())
                .map(type -> DynamicTest.dynamicTest(
                        name(type), () -> assertThat(Samples.of(type)).allSatisfy(sample -> {
                            CommandMessage<?> command = new GenericCommandMessage<>(sample.value());
                            assertThat(routing.getRoutingKey(command))
                                    .isEqualTo(
                                            sample.value() instanceof OrganisationCommand
                                                    ? OrganisationEvent.STREAM
                                                    : annotated.getRoutingKey(command))
                                    .isNotNull();
                            if (sample.value() instanceof ComplaintCommand one
                                    && !(one instanceof RegisterComplaint)
                                    && !(one instanceof ImportComplaint)) {
                                assertThat(routing.getRoutingKey(command))
                                        .isEqualTo(one.complaint().toString());
                            }
                        })));
    }

    @Test
    void findsThemAll() {
        assertThat(payloads(MessageTypes.commands())).contains(RegisterComplaint.class, CloseComplaint.class);
        assertThat(answers(MessageTypes.commands())).contains(Accepted.class, Integer.class);
        assertThat(payloads(MessageTypes.queries())).contains(AwaitComplaint.class);
        assertThat(answers(MessageTypes.queries())).contains(Found.class, Boolean.class);
        assertThat(MessageTypes.updates()).contains(Found.class, QueueChange.class, PromiseAlarm.class);
    }

    @Test
    void samplesAreOfEveryKind() {
        assertThat(samples(Act.class))
                .anyMatch(act -> act.key() == null && act.role() == null)
                .anyMatch(act -> act.key() == null && act.role() != null)
                .anyMatch(act -> act.key() != null && act.role() != null);
        assertThat(samples(DraftCase.class))
                .anyMatch(draft -> draft.complaints().isEmpty())
                .anyMatch(draft -> draft.complaints().size() > 1);
        assertThat(samples(ImportComplaint.class)
                        .flatMap(history -> history.steps().stream())
                        .map(Object::getClass))
                .containsAll(MessageTypes.concrete(ComplaintCommand.class).toList());
    }

    private static <T> Stream<T> samples(Class<T> type) {
        return Samples.of(type).stream().map(Sample::value).map(type::cast);
    }

    @Test
    void tellsWhatCannotTravel() {
        assertThat(Stream.of(Handlers.class.getDeclaredMethods()).flatMap(Handler::of))
                .hasSize(Handlers.class.getDeclaredMethods().length)
                .allSatisfy(handler ->
                        assertThat(MessageTypes.obstacle(handler.answer())).isPresent());
    }

    interface Handlers {
        @CommandHandler
        List<Found> list(String message);

        @CommandHandler
        Optional<Found> perhaps(String message);

        @CommandHandler
        CompletableFuture<List<Found>> later(String message);

        @CommandHandler
        Found[] array(String message);

        @CommandHandler
        CharSequence open(String message);

        @CommandHandler
        Object anything(String message);
    }

    private static Stream<Class<?>> payloads(List<Handler> handlers) {
        return handlers.stream().<Class<?>>map(Handler::message).distinct();
    }

    private static Stream<Class<?>> answers(List<Handler> handlers) {
        return handlers.stream()
                .filter(Handler::answers)
                .<Class<?>>map(handler -> (Class<?>) handler.answer())
                .flatMap(MessageTypes::concrete)
                .distinct();
    }

    /** Without its package. */
    private static String name(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1);
    }
}
