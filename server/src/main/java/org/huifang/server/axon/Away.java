package org.huifang.server.axon;

import io.grpc.StatusRuntimeException;
import java.util.concurrent.TimeoutException;
import org.axonframework.axonserver.connector.AxonServerException;
import org.axonframework.axonserver.connector.command.AxonServerCommandDispatchException;
import org.axonframework.axonserver.connector.query.AxonServerQueryDispatchException;
import org.axonframework.lifecycle.ShutdownInProgressException;

/** What is thrown where Axon Server is not reached, or nothing comes back from it; what was sent may have been carried out. */
public final class Away {
    private Away() {}

    /** Of itself, whatever caused it. */
    public static boolean says(Throwable thrown) {
        return thrown instanceof AxonServerException
                // The connector underneath has one of its own.
                || thrown instanceof io.axoniq.axonserver.connector.AxonServerException
                || thrown instanceof StatusRuntimeException
                || thrown instanceof AxonServerCommandDispatchException
                || thrown instanceof AxonServerQueryDispatchException
                || thrown instanceof ShutdownInProgressException
                || thrown instanceof TimeoutException;
    }
}
