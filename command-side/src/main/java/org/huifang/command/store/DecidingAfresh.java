package org.huifang.command.store;

import java.util.Optional;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.caching.Cache;
import org.axonframework.monitoring.MessageMonitor;
import org.axonframework.monitoring.MessageMonitor.MonitorCallback;
import org.axonframework.monitoring.NoOpMessageMonitor;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintCommand.CheckPromises;
import org.huifang.kernel.forum.ForumPostCommand.CheckForumPost;
import org.huifang.kernel.promise.PromisesChecked;

/**
 * A refusal, or an answer that there is nothing to say, appends nothing, and so could rest unnoticed on an aggregate that
 * another process has moved on since it was cached: it is decided once more on one that is freshly loaded, before it is
 * answered. Whatever appends an event needs no such care, for a stale one conflicts.
 */
public final class DecidingAfresh extends SimpleCommandBus {
    private final Cache aggregates;
    private final MessageMonitor<? super CommandMessage<?>> times;

    public DecidingAfresh(Cache aggregates) {
        super(SimpleCommandBus.builder());
        this.aggregates = aggregates;
        this.times = NoOpMessageMonitor.INSTANCE;
    }

    /** @param times is told of each command once, however often it was decided */
    public DecidingAfresh(
            Cache aggregates, CommandBusSpanFactory spans, MessageMonitor<? super CommandMessage<?>> times) {
        super(SimpleCommandBus.builder().spanFactory(spans));
        this.aggregates = aggregates;
        this.times = times;
    }

    @Override
    protected <C, R> void doDispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        MonitorCallback timed = times.onMessageIngested(command);
        CommandCallback<C, R> answered = (given, result) -> {
            if (result.isExceptional()) {
                timed.reportFailure(result.exceptionResult());
            } else {
                timed.reportSuccess();
            }
            callback.onResult(given, result);
        };
        super.<C, R>doDispatch(command, (given, result) -> {
            if (appendedNothing(given, result)) {
                super.<C, R>doDispatch(command, answered);
            } else {
                answered.onResult(given, result);
            }
        });
    }

    /** What was refused has been rolled back, which takes its aggregate out of the cache; the rest is taken out here. */
    private boolean appendedNothing(CommandMessage<?> command, CommandResultMessage<?> result) {
        if (result.isExceptional()) {
            return result.exceptionResult() instanceof RefusedException;
        }
        return result.getPayload() instanceof PromisesChecked checked
                && !checked.said()
                && checked(command.getPayload())
                        .filter(stream -> aggregates.remove(stream))
                        .isPresent();
    }

    private static Optional<String> checked(Object command) {
        return command instanceof CheckPromises check
                ? Optional.of(check.complaint().toString())
                : command instanceof CheckForumPost post
                        ? Optional.of(post.post().toString())
                        : Optional.empty();
    }
}
