package org.huifang.server.remote;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;

/**
 * Sends commands to whichever process decides them. One that nobody was there for is sent again for a while; one that may
 * have been carried out is not, and its sender is told to ask again with the same key.
 */
public final class RemoteCommands extends DefaultCommandGateway {

    public RemoteCommands(CommandBus bus) {
        super(builder().commandBus(bus));
    }

    @Override
    public <C, R> void send(C command, CommandCallback<? super C, ? super R> callback) {
        send(command, callback, System.nanoTime() + Patience.FOR_SOMEBODY.toNanos());
    }

    private <C, R> void send(C command, CommandCallback<? super C, ? super R> callback, long until) {
        super.<C, R>send(command, (given, result) -> {
            if (!result.isExceptional()) {
                callback.onResult(given, result);
            } else if (Patience.nobodyThere(result.exceptionResult()) && System.nanoTime() < until) {
                Patience.later().execute(() -> send(command, callback, until));
            } else {
                callback.onResult(given, new GenericCommandResultMessage<>(Patience.back(result.exceptionResult())));
            }
        });
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as the interface has it
    public <R> R sendAndWait(Object command) {
        FutureCallback<Object, R> answer = new FutureCallback<>();
        send(command, answer);
        try {
            CommandResultMessage<? extends R> result = answer.get(Patience.FOR_AN_ANSWER.toSeconds(), TimeUnit.SECONDS);
            if (!result.isExceptional()) {
                return result.getPayload();
            }
            throw unchecked(result.exceptionResult());
        } catch (TimeoutException | ExecutionException e) {
            throw new UnavailableException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted", e);
        }
    }

    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException fault
                ? fault
                : new CommandExecutionException(String.valueOf(thrown.getMessage()), thrown);
    }
}
