package org.huifang.command.forum;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
import org.huifang.kernel.Act;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.forum.ForumPostCommand;
import org.huifang.kernel.forum.ForumPostCommand.CheckForumPost;
import org.huifang.kernel.forum.ForumPostCommand.FindForumPost;
import org.huifang.kernel.forum.ForumPostCommand.JudgeNoComplaint;
import org.huifang.kernel.forum.ForumPostCommand.LinkForumPost;
import org.huifang.kernel.forum.ForumPostCommand.ReceiveForumPost;
import org.huifang.kernel.forum.ForumPostCommand.ReconsiderForumPost;
import org.huifang.kernel.forum.ForumPostCommand.RelayForumPost;
import org.huifang.kernel.forum.ForumPostCommand.ReplyOnForum;
import org.huifang.kernel.forum.ForumPostCommand.RequireRegistrable;
import org.huifang.kernel.forum.ForumPostEvent;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostFound;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostJudgedNoComplaint;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostLinked;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostReconsidered;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostRelayed;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostReplied;
import org.huifang.kernel.forum.ForumPostEvent.ForumPromisesObserved;
import org.huifang.kernel.forum.ForumPostId;
import org.huifang.kernel.forum.Post;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.organisation.Policy;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.promise.ForumReply;
import org.huifang.kernel.promise.ForumReply.Fact;
import org.huifang.kernel.promise.ForumReply.Happened;
import org.huifang.kernel.promise.ObservedPromises;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.promise.Promises;
import org.huifang.kernel.promise.PromisesChecked;
import org.jspecify.annotations.Nullable;

/** A post on an owners' forum (§4.6.7): found or relayed, replied to in time, registered or judged no complaint. */
@Aggregate(type = "forum-post", cache = "aggregates")
public class ForumPost {
    @AggregateIdentifier
    private @Nullable ForumPostId id;

    @Nullable
    Post post;

    boolean relayed;
    boolean replied;
    boolean noComplaint;

    @Nullable
    ComplaintId complaint;

    private @Nullable String centre;
    private final List<Told> told = new ArrayList<>();
    private ObservedPromises observed = ObservedPromises.NONE;
    private final Requests requests = new Requests();

    private record Told(Fact fact, Instant at, Stamp stamp) {}

    /** For history to be replayed into, and for the first command. */
    protected ForumPost() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted handle(FindForumPost c, CompanyDirectory directory) {
        if (post != null) {
            Authority.require(Operation.WATCH_FORUM, c.act(), Place.of(Objects.requireNonNull(centre)), directory);
            return unchanged(c.post());
        }
        return decide(
                c,
                c.centre(),
                Operation.WATCH_FORUM,
                Place.of(c.centre()),
                ForumPostRules.FIND,
                directory,
                stamp -> new ForumPostFound(c.post(), toTheSecond(c.found()), stamp));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted handle(ReceiveForumPost c, CompanyDirectory directory) {
        if (post != null) {
            return unchanged(c.post());
        }
        Instant now = requests.now(c.at());
        Stamp stamp =
                Stamp.ofSystem(now, now, c.centre(), policy(now, directory).version());
        apply(new ForumPostFound(c.post(), toTheSecond(c.found()), stamp));
        letDuePass(now, directory);
        return new Accepted(c.post().toString(), getVersion(), false);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted handle(RelayForumPost c, CompanyDirectory directory) {
        String at = centre == null ? c.centre() : centre;
        return decide(
                c,
                at,
                Operation.RELAY_FORUM_POST,
                new Place(at, Set.of(c.department())),
                ForumPostRules.RELAY,
                directory,
                stamp -> new ForumPostRelayed(
                        c.post(), toTheSecond(c.found()), c.department(), Requests.seconds(c.relayedAt()), stamp));
    }

    @CommandHandler
    Accepted handle(ReplyOnForum c, CompanyDirectory directory) {
        return decide(c, Operation.WATCH_FORUM, ForumPostRules.REPLY, directory, stamp -> {
            var reply = c.reply();
            Instant at = reply.repliedAt() == null ? stamp.recordedAt() : Requests.seconds(reply.repliedAt());
            return new ForumPostReplied(
                    c.post(),
                    reply.text(),
                    at,
                    reply.whyLate(),
                    reply.template(),
                    reply.address(),
                    reply.screenshot(),
                    stamp);
        });
    }

    @CommandHandler
    Accepted handle(LinkForumPost c, CompanyDirectory directory) {
        if (c.complaint().equals(complaint)) {
            Authority.require(Operation.WATCH_FORUM, c.act(), Place.of(Objects.requireNonNull(centre)), directory);
            return unchanged(c.post());
        }
        return decide(
                c,
                Operation.WATCH_FORUM,
                ForumPostRules.LINK,
                directory,
                stamp -> new ForumPostLinked(c.post(), c.complaint(), stamp));
    }

    @CommandHandler
    Accepted handle(JudgeNoComplaint c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.WATCH_FORUM,
                ForumPostRules.JUDGE,
                directory,
                stamp -> new ForumPostJudgedNoComplaint(c.post(), c.reason(), stamp));
    }

    @CommandHandler
    Accepted handle(ReconsiderForumPost c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.RECONSIDER_FORUM_POST,
                ForumPostRules.RECONSIDER,
                directory,
                stamp -> new ForumPostReconsidered(c.post(), c.reason(), stamp));
    }

    @CommandHandler
    Accepted handle(RequireRegistrable c, CompanyDirectory directory) {
        Authority.require(Operation.WATCH_FORUM, c.act(), Place.of(Objects.requireNonNull(centre)), directory);
        ForumPostRules.REGISTER.require(new Asked(this, now(c.act()), directory), c);
        return unchanged(c.post());
    }

    @CommandHandler
    PromisesChecked handle(CheckForumPost c, CompanyDirectory directory) {
        long before = getVersion();
        letDuePass(requests.now(c.at()), directory);
        Instant now = requests.now(c.at());
        return new PromisesChecked(
                getVersion() > before,
                ObservedPromises.nextInstant(promises(now, directory), now).orElse(null));
    }

    private <C extends ForumPostCommand> Accepted decide(
            C command,
            Operation operation,
            RuleBook<Asked, C> rules,
            CompanyDirectory directory,
            Function<Stamp, ForumPostEvent> fact) {
        String at = Objects.requireNonNull(centre);
        return decide(command, at, operation, Place.of(at), rules, directory, fact);
    }

    private <C extends ForumPostCommand> Accepted decide(
            C command,
            String at,
            Operation operation,
            Place place,
            RuleBook<Asked, C> rules,
            CompanyDirectory directory,
            Function<Stamp, ForumPostEvent> fact) {
        Act act = command.act();
        if (requests.repeats(act)) {
            return unchanged(command.post());
        }
        Authority.requireKnownCentre(at, operation.clause(), directory);
        Role role = Authority.require(operation, act, place, directory);
        Requests.requireExpected(act, id == null ? -1 : getVersion(), operation.clause());
        Instant now = now(act);
        rules.require(new Asked(this, now, directory), command);
        if (post != null) {
            letDuePass(now, directory);
        }
        apply(fact.apply(requests.stamp(act, role, at, policy(now, directory).version())));
        letDuePass(now, directory);
        return new Accepted(command.post().toString(), getVersion(), false);
    }

    private Instant now(Act act) {
        return requests.now(act.recordedAt());
    }

    private static Accepted unchanged(ForumPostId of) {
        return new Accepted(of.toString(), getVersion(), true);
    }

    private static Post toTheSecond(Post post) {
        return new Post(
                post.address(),
                post.forum(),
                post.author(),
                post.title(),
                post.text(),
                Requests.seconds(post.postedAt()));
    }

    private void letDuePass(Instant now, CompanyDirectory directory) {
        Promises promises = promises(now, directory);
        var changes = observed.changesTo(promises, now);
        if (!changes.isEmpty()) {
            String at = Objects.requireNonNull(centre);
            Stamp stamp = Stamp.ofSystem(now, now, at, policy(now, directory).version());
            apply(new ForumPromisesObserved(
                    Objects.requireNonNull(id),
                    changes,
                    ObservedPromises.nextInstant(promises, now).orElse(null),
                    stamp));
        }
    }

    boolean replyOwed(Instant now, CompanyDirectory directory) {
        return promises(now, directory).owed(PromiseKind.REPLY_ON_FORUM);
    }

    private Promises promises(Instant now, CompanyDirectory directory) {
        return ForumReply.fold(
                Objects.requireNonNull(post).postedAt(),
                told.stream()
                        .map(one -> new Happened(
                                one.fact(),
                                one.at(),
                                one.stamp().recordedAt(),
                                directory.policy(one.stamp().policy()).promises()))
                        .toList(),
                now);
    }

    private static Policy policy(Instant now, CompanyDirectory directory) {
        return directory.current().policyAt(now);
    }

    /** What rules look at. */
    record Asked(ForumPost forumPost, Instant now, CompanyDirectory directory) {}

    @EventSourcingHandler
    void on(ForumPostEvent event) {
        id = event.post();
        centre = event.stamp().centre();
        Instant recordedAt = event.stamp().recordedAt();
        if (event instanceof ForumPostFound e) {
            post = e.found();
            tell(Fact.FOUND, recordedAt, event);
        } else if (event instanceof ForumPostRelayed e) {
            post = post == null ? e.found() : post;
            relayed = true;
            tell(Fact.RELAYED, e.relayedAt(), event);
        } else if (event instanceof ForumPostReplied e) {
            replied = true;
            tell(Fact.REPLIED, e.repliedAt(), event);
        } else if (event instanceof ForumPostLinked e) {
            complaint = e.complaint();
        } else if (event instanceof ForumPostJudgedNoComplaint) {
            noComplaint = true;
            tell(Fact.JUDGED_NO_COMPLAINT, recordedAt, event);
        } else if (event instanceof ForumPostReconsidered) {
            noComplaint = false;
            tell(Fact.RECONSIDERED, recordedAt, event);
        } else if (event instanceof ForumPromisesObserved e) {
            observed = observed.after(e.changes());
        }
        requests.remember(event.stamp());
    }

    private void tell(Fact fact, Instant at, ForumPostEvent event) {
        told.add(new Told(fact, at, event.stamp()));
    }

    @Override
    public String toString() {
        return String.valueOf(id);
    }
}
