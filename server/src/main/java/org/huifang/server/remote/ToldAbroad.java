package org.huifang.server.remote;

import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.queryhandling.QueryExecutionException;
import org.axonframework.queryhandling.QueryMessage;

/** Why a question was not answered, told as a {@link Fault}: an exception reaches another process only as a message with details. */
public final class ToldAbroad implements MessageHandlerInterceptor<QueryMessage<?, ?>> {

    @Override
    public Object handle(UnitOfWork<? extends QueryMessage<?, ?>> work, InterceptorChain chain) {
        try {
            return chain.proceed();
        } catch (Exception e) {
            throw new QueryExecutionException(String.valueOf(e.getMessage()), e, Fault.of(e));
        }
    }
}
