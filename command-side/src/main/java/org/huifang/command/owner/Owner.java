package org.huifang.command.owner;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.Source;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.OwnerCommand.AmendOwner;
import org.huifang.kernel.owner.OwnerCommand.OwnerMovesOut;
import org.huifang.kernel.owner.OwnerCommand.RegisterOwner;
import org.huifang.kernel.owner.OwnerEvent;
import org.huifang.kernel.owner.OwnerEvent.OwnerAmended;
import org.huifang.kernel.owner.OwnerEvent.OwnerMovedOut;
import org.huifang.kernel.owner.OwnerEvent.OwnerRegistered;
import org.huifang.kernel.owner.OwnerId;
import org.huifang.kernel.promise.PromisePolicy;
import org.jspecify.annotations.Nullable;

/** An owner in the registry of one centre: registered, amended, moved out. Saying again what is so changes nothing. */
@Aggregate(type = "owner")
public class Owner {
    /** Requests remembered for repeated delivery; the oldest are forgotten beyond this. */
    private static final int REMEMBERED_KEYS = 64;

    @AggregateIdentifier
    private @Nullable OwnerId id;

    String centre = "";

    @Nullable
    Instant movedOutAt;

    private String mark = "";
    private Instant lastRecordedAt = Instant.EPOCH;
    private final Map<String, String> requests = new LinkedHashMap<>();

    /** For history to be replayed into, and for the first command. */
    protected Owner() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted handle(RegisterOwner c, CompanyDirectory directory) {
        if (!centre.isEmpty()) {
            return registeredAgain(c, directory);
        }
        OwnerRules.requireKnownCentre(c.centre(), directory);
        Role role = OwnerRules.requireRole(c.act(), c.centre(), directory);
        OwnerRules.REGISTER.require(this, c.particulars());
        return done(new OwnerRegistered(c.owner(), c.particulars(), stamp(c.act(), role, c.centre())));
    }

    private Accepted registeredAgain(RegisterOwner c, CompanyDirectory directory) {
        if (OwnerRules.repeats(this, c.act())) {
            return unchanged(c.owner());
        }
        Role role = OwnerRules.requireRole(c.act(), centre, directory);
        if (c.act().source() != Source.IMPORT) {
            throw OwnerRules.taken();
        }
        if (c.particulars().mark().equals(mark)) {
            return unchanged(c.owner());
        }
        OwnerRules.AMEND.require(this, c.particulars());
        return done(new OwnerAmended(c.owner(), c.particulars(), stamp(c.act(), role, centre)));
    }

    @CommandHandler
    Accepted handle(AmendOwner c, CompanyDirectory directory) {
        if (OwnerRules.repeats(this, c.act())) {
            return unchanged(c.owner());
        }
        Role role = OwnerRules.requireRole(c.act(), centre, directory);
        OwnerRules.requireExpected(c.act(), getVersion());
        OwnerRules.AMEND.require(this, c.particulars());
        return c.particulars().mark().equals(mark)
                ? unchanged(c.owner())
                : done(new OwnerAmended(c.owner(), c.particulars(), stamp(c.act(), role, centre)));
    }

    @CommandHandler
    Accepted handle(OwnerMovesOut c, CompanyDirectory directory) {
        if (OwnerRules.repeats(this, c.act())) {
            return unchanged(c.owner());
        }
        Role role = OwnerRules.requireRole(c.act(), centre, directory);
        OwnerRules.requireExpected(c.act(), getVersion());
        OwnerRules.MOVE_OUT.require(this, c);
        Stamp stamp = stamp(c.act(), role, centre);
        return done(new OwnerMovedOut(c.owner(), OwnerRules.movedOutAt(c, stamp.at()), stamp));
    }

    /** The digest of the request that came with this key, where one did. */
    @Nullable
    String requestUnder(String key) {
        return requests.get(key);
    }

    private Stamp stamp(Act act, Role role, String at) {
        Instant stated = seconds(act.recordedAt());
        Instant now = stated.isBefore(lastRecordedAt) ? lastRecordedAt : stated;
        return new Stamp(
                now,
                now,
                act.person(),
                role,
                at,
                act.source(),
                PromisePolicy.DEFAULT.version(),
                null,
                act.key(),
                act.request());
    }

    private static Accepted done(OwnerEvent event) {
        apply(event);
        return new Accepted(event.owner().toString(), getVersion(), false);
    }

    private static Accepted unchanged(OwnerId owner) {
        return new Accepted(owner.toString(), getVersion(), true);
    }

    @EventSourcingHandler
    void on(OwnerRegistered event) {
        id = event.owner();
        centre = event.stamp().centre();
        mark = event.particulars().mark();
        remember(event.stamp());
    }

    @EventSourcingHandler
    void on(OwnerAmended event) {
        mark = event.particulars().mark();
        remember(event.stamp());
    }

    @EventSourcingHandler
    void on(OwnerMovedOut event) {
        movedOutAt = event.movedOutAt();
        remember(event.stamp());
    }

    private void remember(Stamp stamp) {
        lastRecordedAt = stamp.recordedAt();
        if (stamp.key() != null && stamp.request() != null) {
            requests.put(stamp.key(), stamp.request());
            if (requests.size() > REMEMBERED_KEYS) {
                requests.remove(requests.keySet().iterator().next());
            }
        }
    }

    static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public String toString() {
        return String.valueOf(id);
    }
}
