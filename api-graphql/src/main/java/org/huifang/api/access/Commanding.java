package org.huifang.api.access;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.AwaitView;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.Source;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The way of every mutation: stamped, sent, and answered once the view shows it (decisions 5, 6, 8). */
@Component
public class Commanding {
    /** How long an answer waits for the view before it says that it is behind. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * Somebody else's command came between: decided again on what is there now, after a pause that grows. A server that has
     * just started decides more slowly than the others, and would come second at once and again.
     */
    private static final int ATTEMPTS = 20;

    private static final long PAUSE_GROWS_BY_MILLIS = 5;

    private static final int KEY_AT_MOST = 100;
    /** Equal requests give equal bytes, in whatever order a client wrote the fields. */
    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final CommandGateway commands;
    private final QueryGateway queries;
    private final PersonalData personalData;
    private final Asking asking;
    private final Clock clock;

    Commanding(CommandGateway commands, QueryGateway queries, PersonalData personalData, Asking asking, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.personalData = personalData;
        this.asking = asking;
        this.clock = clock;
    }

    /**
     * The answer to a mutation.
     *
     * @param changed false where the request had been carried out before, or nothing was to be changed
     */
    public record Answer<V>(@Nullable V view, boolean current, boolean changed, List<UserError> userErrors) {
        public static <V> Answer<V> refused(List<Refusal> refusals) {
            return new Answer<>(
                    null, true, false, refusals.stream().map(UserError::of).toList());
        }
    }

    /**
     * What a request comes to.
     *
     * @param kind of view that shows it, the name of its read table
     * @param unknown what to say where the command is about nothing that is there
     */
    public record Step(Object command, String kind, Supplier<RefusedException> unknown) {}

    /**
     * Stamps, sends and waits, on the request's own thread.
     *
     * @param composed may throw {@link RefusedException} for what cannot be taken as it was said
     * @param read the view for the person, by the stream's name
     */
    public <V> Answer<V> take(
            DataFetchingEnvironment environment,
            @Nullable Principal principal,
            @Nullable String key,
            @Nullable Long expectedSequence,
            Function<Act, Step> composed,
            BiFunction<String, String, @Nullable V> read) {
        String person = asking.person(principal, environment.getGraphQlContext());
        try {
            Step step = composed.apply(act(person, key, expectedSequence, environment));
            Accepted accepted = send(step.command(), step.unknown());
            boolean current = queries.query(
                            new AwaitView(step.kind(), accepted.stream(), accepted.sequence(), PATIENCE), Boolean.class)
                    .join();
            return new Answer<>(read.apply(person, accepted.stream()), current, !accepted.repeated(), List.of());
        } catch (RefusedException e) {
            return Answer.refused(e.refusals());
        }
    }

    private Act act(
            String person, @Nullable String key, @Nullable Long expectedSequence, DataFetchingEnvironment environment) {
        requireKey(key, "key");
        String request = key == null ? null : personalData.digest(request(environment));
        return new Act(person, null, null, clock.instant(), Source.API, key, request, expectedSequence, null);
    }

    /** @throws RefusedException when it is not one */
    public static void requireKey(@Nullable String key, String field) {
        if (key != null && (key.isBlank() || key.length() > KEY_AT_MOST)) {
            throw new RefusedException(
                    new Refusal("KEY_IN_RANGE", "§4.5.1", field, "幂等键须为 1 到 100 个字符", "A key has 1 to 100 characters"));
        }
    }

    /** Nothing can be sealed under a key that has been destroyed. */
    public static RefusedException erased(String field) {
        return new RefusedException(new Refusal(
                "OWNER_NOT_ERASED",
                "§4.5.1",
                field,
                "该业户的个人资料已依法删除,不能再登记",
                "This owner's personal data has been erased; nothing can be recorded under it"));
    }

    /** What a client asked for, in bytes that are equal for equal requests. */
    public static byte[] request(DataFetchingEnvironment environment) {
        return CANONICAL.writeValueAsBytes(
                Map.of("mutation", environment.getField().getName(), "arguments", environment.getArguments()));
    }

    /**
     * @param unknown what to say where the command is about nothing that is there
     * @throws ConcurrencyException when somebody else's came between each time
     */
    public Accepted send(Object command, Supplier<RefusedException> unknown) {
        for (int attempt = 1; ; attempt++) {
            try {
                return commands.sendAndWait(command);
            } catch (AggregateNotFoundException e) {
                throw unknown.get();
            } catch (ConcurrencyException | AggregateStreamCreationException e) {
                if (attempt == ATTEMPTS) {
                    throw new ConcurrencyException("Came second " + ATTEMPTS + " times", e);
                }
                pause(ThreadLocalRandom.current().nextLong(attempt * PAUSE_GROWS_BY_MILLIS), e);
            }
        }
    }

    private static void pause(long millis, RuntimeException instead) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw instead;
        }
    }
}
