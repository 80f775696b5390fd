package org.huifang.command.store;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventsourcing.IncompatibleAggregateException;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;

/** The id of another kind of stream names nothing here: an owner asked for by a complaint's id is not found. */
public final class ForeignStreams implements MessageHandlerInterceptor<CommandMessage<?>> {

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
        try {
            return chain.proceed();
        } catch (IncompatibleAggregateException e) {
            throw new AggregateNotFoundException(
                    work.getMessage().getCommandName(), "The stream is of another kind", e);
        }
    }
}
