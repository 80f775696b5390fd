package org.huifang.server.remote;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Says with each message whose it is, and takes none of another installation's: Axon Server hands messages to whoever
 * carries out such ones, and two installations by mistake at one of its contexts would answer for each other.
 *
 * @param id the same for all processes that have the same keys, and for no others
 */
public record SameInstallation(String id)
        implements MessageDispatchInterceptor<Message<?>>, MessageHandlerInterceptor<Message<?>> {
    private static final String INSTALLATION = "installation";

    @Override
    public BiFunction<Integer, Message<?>, Message<?>> handle(List<? extends Message<?>> messages) {
        return (n, message) -> message.andMetaData(Map.of(INSTALLATION, id));
    }

    @Override
    public Object handle(UnitOfWork<? extends Message<?>> work, InterceptorChain chain) throws Exception {
        if (!id.equals(work.getMessage().getMetaData().get(INSTALLATION))) {
            throw new ForeignInstallationException();
        }
        return chain.proceed();
    }

    /** Two installations meet where there is room for one. */
    static final class ForeignInstallationException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ForeignInstallationException() {
            super(
                    "a process with other keys is at this Axon Server: another installation needs another one, or another context");
        }
    }
}
