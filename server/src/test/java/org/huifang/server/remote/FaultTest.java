package org.huifang.server.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.connector.ErrorCategory;
import java.util.List;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.queryhandling.NoHandlerForQueryException;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.huifang.command.store.StoreOverloadedException;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.TryImport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a sender in another process is told is what it would have met in its own. */
class FaultTest {
    private final Serializer serializer = Jackson3Serializer.builder().build();

    static List<Throwable> distinguished() {
        return List.of(
                new RefusedException(new Refusal("RETURN_VISIT_MADE", "§4.6.4", "visit", "须先回访", "Visit first")),
                new AggregateNotFoundException("a", "not there"),
                new ConcurrencyException("somebody came between"),
                new AggregateStreamCreationException("there already"),
                new TryImport.Possible());
    }

    @ParameterizedTest
    @MethodSource
    void distinguished(Throwable thrown) {
        Throwable met = Patience.back(abroad(thrown));

        assertThat(met).isExactlyInstanceOf(thrown.getClass());
        if (thrown instanceof RefusedException refused) {
            assertThat(((RefusedException) met).refusals()).isEqualTo(refused.refusals());
        }
    }

    @Test
    void whoIsBusyOrAwayIsAskedAgain() {
        assertThat(Patience.back(abroad(new StoreOverloadedException())))
                .isExactlyInstanceOf(UnavailableException.class);
        assertThat(Patience.back(new io.axoniq.axonserver.connector.AxonServerException(
                        ErrorCategory.COMMAND_DISPATCH_ERROR, "cut", "here")))
                .isExactlyInstanceOf(UnavailableException.class);
        assertThat(Patience.back(new NoHandlerForQueryException("nobody")))
                .isExactlyInstanceOf(UnavailableException.class);
    }

    @Test
    void whatIsAFaultThereIsOneHere() {
        Throwable arrived = abroad(new IllegalStateException("broken"));

        assertThat(Patience.back(arrived)).isSameAs(arrived);
    }

    /** As it arrives: a message, and details that were written and read. */
    private Throwable abroad(Throwable thrown) {
        Fault read = serializer.deserialize(serializer.serialize(Fault.of(thrown), byte[].class));
        return new CommandExecutionException(thrown.getMessage(), null, read);
    }
}
