package org.huifang.server.remote;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.queryhandling.NoHandlerForQueryException;
import org.huifang.server.axon.Away;

/** How long those who could answer may be away. */
final class Patience {
    /** Who is restarted is back by then, or another has taken over. */
    static final Duration FOR_SOMEBODY = Duration.ofSeconds(10);

    /** It is looked for every half second. */
    static final Duration FOR_A_CONNECTION = Duration.ofSeconds(1);

    /** For an answer, once somebody has the question. */
    static final Duration FOR_AN_ANSWER = Duration.ofSeconds(60);

    private static final long PAUSE_MILLIS = 100;

    private Patience() {}

    static Executor later() {
        return CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    static boolean nobodyThere(Throwable thrown) {
        return thrown instanceof NoHandlerForCommandException || thrown instanceof NoHandlerForQueryException;
    }

    /** As whoever sent the message would have met it in its own process. */
    static Throwable back(Throwable thrown) {
        if (thrown instanceof CompletionException && thrown.getCause() != null) {
            return back(thrown.getCause());
        }
        var fault = Fault.told(thrown);
        if (fault.isPresent()) {
            return fault.get().thrown(thrown);
        }
        return away(thrown) ? new UnavailableException(String.valueOf(thrown.getMessage()), thrown) : thrown;
    }

    /** Nobody was reached, or nobody answered; what was sent may have been carried out. */
    static boolean away(Throwable thrown) {
        return nobodyThere(thrown)
                || Away.says(thrown)
                || (thrown instanceof CompletionException && thrown.getCause() != null && away(thrown.getCause()));
    }
}
