package org.huifang.server.remote;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.huifang.server.axon.StoreFault;

/** Decides commands of other processes, whom an exception reaches only as a message with details: as a {@link Fault}. */
public final class AnsweringOthers implements CommandBus {
    private final CommandBus deciding;

    public AnsweringOthers(CommandBus deciding) {
        this.deciding = deciding;
    }

    @Override
    public <C> void dispatch(CommandMessage<C> command) {
        deciding.dispatch(command);
    }

    @Override
    public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        deciding.<C, R>dispatch(command, (given, result) -> callback.onResult(given, answer(result)));
    }

    private static <R> CommandResultMessage<? extends R> answer(CommandResultMessage<? extends R> result) {
        if (!result.isExceptional()) {
            return result;
        }
        Throwable thrown = StoreFault.told(result.exceptionResult());
        return new GenericCommandResultMessage<>(
                new CommandExecutionException(String.valueOf(thrown.getMessage()), thrown, Fault.of(thrown)));
    }

    @Override
    public Registration subscribe(String commandName, MessageHandler<? super CommandMessage<?>> handler) {
        return deciding.subscribe(commandName, handler);
    }

    @Override
    public Registration registerHandlerInterceptor(MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
        return deciding.registerHandlerInterceptor(interceptor);
    }

    @Override
    public Registration registerDispatchInterceptor(MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
        return deciding.registerDispatchInterceptor(interceptor);
    }
}
