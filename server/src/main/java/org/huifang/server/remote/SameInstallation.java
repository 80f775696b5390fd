package org.huifang.server.remote;

import java.util.Map;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandlerInterceptor;

/**
 * Says with each message whose it is, and takes none of another installation's: Axon Server hands messages to whoever
 * carries out such ones, and two installations by mistake at one of its contexts would answer for each other.
 *
 * @param id the same for all processes that have the same keys, and for no others
 */
public record SameInstallation(String id) {
    private static final String INSTALLATION = "installation";

    public <T extends Message<?>> MessageDispatchInterceptor<T> told() {
        return messages -> (n, message) -> withId(message);
    }

    @SuppressWarnings("unchecked") // a message with more metadata is of its own kind
    private <T extends Message<?>> T withId(T message) {
        return (T) message.andMetaData(Map.of(INSTALLATION, id));
    }

    public <T extends Message<?>> MessageHandlerInterceptor<T> required() {
        return (work, chain) -> {
            if (!id.equals(work.getMessage().getMetaData().get(INSTALLATION))) {
                throw new ForeignInstallationException();
            }
            return chain.proceed();
        };
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
