package org.huifang.kernel.forum;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.huifang.kernel.Act;
import org.huifang.kernel.WebAddress;
import org.jspecify.annotations.Nullable;

/** What is asked to be watched (§4.6.7); answered by {@link org.huifang.kernel.Accepted}. */
public sealed interface ForumWatchCommand {
    ForumWatchId watch();

    Act act();

    /**
     * From now on, or with another address.
     *
     * @param address as people open it
     * @param feed its RSS, Atom or JSON feed; absent: people look at it
     */
    record WatchForum(
            @TargetAggregateIdentifier ForumWatchId watch,
            Act act,
            String name,
            WebAddress address,
            @Nullable WebAddress feed)
            implements ForumWatchCommand {}

    record UnwatchForum(@TargetAggregateIdentifier ForumWatchId watch, Act act, String name)
            implements ForumWatchCommand {}

    /** A text to reply with; under a name that is there already, in its place. */
    record KeepReplyTemplate(@TargetAggregateIdentifier ForumWatchId watch, Act act, String name, String text)
            implements ForumWatchCommand {}

    record DropReplyTemplate(@TargetAggregateIdentifier ForumWatchId watch, Act act, String name)
            implements ForumWatchCommand {}
}
