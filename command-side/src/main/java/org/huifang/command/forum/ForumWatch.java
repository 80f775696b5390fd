package org.huifang.command.forum;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.huifang.command.Authority;
import org.huifang.command.Requests;
import org.huifang.command.RuleBook;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.forum.ForumWatchCommand;
import org.huifang.kernel.forum.ForumWatchCommand.DropReplyTemplate;
import org.huifang.kernel.forum.ForumWatchCommand.KeepReplyTemplate;
import org.huifang.kernel.forum.ForumWatchCommand.UnwatchForum;
import org.huifang.kernel.forum.ForumWatchCommand.WatchForum;
import org.huifang.kernel.forum.ForumWatchEvent;
import org.huifang.kernel.forum.ForumWatchEvent.ForumUnwatched;
import org.huifang.kernel.forum.ForumWatchEvent.ForumWatched;
import org.huifang.kernel.forum.ForumWatchEvent.ReplyTemplateDropped;
import org.huifang.kernel.forum.ForumWatchEvent.ReplyTemplateKept;
import org.huifang.kernel.forum.ForumWatchId;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;

/** The forums that a centre watches, and what it replies with (§4.6.7). */
@Aggregate(type = "forum-watch", cache = "aggregates")
public class ForumWatch {
    @AggregateIdentifier
    private @Nullable ForumWatchId id;

    final Map<String, ForumWatched> forums = new HashMap<>();
    final Set<String> templates = new HashSet<>();
    private final Requests requests = new Requests();

    /** For history to be replayed into, and for the first command. */
    protected ForumWatch() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted handle(WatchForum c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.SET_UP_FORUM_WATCH,
                ForumWatchRules.WATCH,
                directory,
                stamp -> new ForumWatched(c.name().strip(), c.address(), c.feed(), stamp));
    }

    @CommandHandler
    Accepted handle(UnwatchForum c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.SET_UP_FORUM_WATCH,
                ForumWatchRules.UNWATCH,
                directory,
                stamp -> new ForumUnwatched(c.name(), stamp));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted handle(KeepReplyTemplate c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.WATCH_FORUM,
                ForumWatchRules.KEEP_TEMPLATE,
                directory,
                stamp -> new ReplyTemplateKept(c.name().strip(), c.text(), stamp));
    }

    @CommandHandler
    Accepted handle(DropReplyTemplate c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.WATCH_FORUM,
                ForumWatchRules.DROP_TEMPLATE,
                directory,
                stamp -> new ReplyTemplateDropped(c.name(), stamp));
    }

    private <C extends ForumWatchCommand> Accepted decide(
            C command,
            Operation operation,
            RuleBook<ForumWatch, C> rules,
            CompanyDirectory directory,
            Function<Stamp, ForumWatchEvent> fact) {
        var act = command.act();
        String centre = command.watch().centre();
        if (requests.repeats(act)) {
            return new Accepted(command.watch().toString(), getVersion(), true);
        }
        Authority.requireKnownCentre(centre, operation.clause(), directory);
        Role role = Authority.require(operation, act, Place.of(centre), directory);
        Requests.requireExpected(act, id == null ? -1 : getVersion(), operation.clause());
        rules.require(this, command);
        int policy =
                directory.current().policyAt(requests.now(act.recordedAt())).version();
        apply(fact.apply(requests.stamp(act, role, centre, policy)));
        return new Accepted(command.watch().toString(), getVersion(), false);
    }

    @EventSourcingHandler
    void on(ForumWatchEvent event) {
        id = new ForumWatchId(event.stamp().centre());
        if (event instanceof ForumWatched e) {
            forums.put(e.name(), e);
        } else if (event instanceof ForumUnwatched e) {
            forums.remove(e.name());
        } else if (event instanceof ReplyTemplateKept e) {
            templates.add(e.name());
        } else if (event instanceof ReplyTemplateDropped e) {
            templates.remove(e.name());
        }
        requests.remember(event.stamp());
    }

    @Override
    public String toString() {
        return String.valueOf(id);
    }
}
