package org.huifang.command.owner;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.huifang.command.Authority;
import org.huifang.command.Requests;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.Source;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
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
    @AggregateIdentifier
    private @Nullable OwnerId id;

    String centre = "";

    @Nullable
    Instant movedOutAt;

    private String mark = "";
    private final Requests requests = new Requests();

    /** For history to be replayed into, and for the first command. */
    protected Owner() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted handle(RegisterOwner c, CompanyDirectory directory) {
        if (!centre.isEmpty()) {
            return registeredAgain(c, directory);
        }
        Authority.requireKnownCentre(c.centre(), "§4.5.1", directory);
        Role role = Authority.require(Operation.MAINTAIN_OWNERS, c.act(), Place.of(c.centre()), directory);
        OwnerRules.REGISTER.require(this, c.particulars());
        return done(new OwnerRegistered(c.owner(), c.particulars(), stamp(c.act(), role, c.centre())));
    }

    private Accepted registeredAgain(RegisterOwner c, CompanyDirectory directory) {
        if (requests.repeats(c.act())) {
            return unchanged(c.owner());
        }
        Role role = Authority.require(Operation.MAINTAIN_OWNERS, c.act(), Place.of(centre), directory);
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
        if (requests.repeats(c.act())) {
            return unchanged(c.owner());
        }
        Role role = Authority.require(Operation.MAINTAIN_OWNERS, c.act(), Place.of(centre), directory);
        Requests.requireExpected(c.act(), getVersion(), "§4.5.1");
        OwnerRules.AMEND.require(this, c.particulars());
        return c.particulars().mark().equals(mark)
                ? unchanged(c.owner())
                : done(new OwnerAmended(c.owner(), c.particulars(), stamp(c.act(), role, centre)));
    }

    @CommandHandler
    Accepted handle(OwnerMovesOut c, CompanyDirectory directory) {
        if (requests.repeats(c.act())) {
            return unchanged(c.owner());
        }
        Role role = Authority.require(Operation.MAINTAIN_OWNERS, c.act(), Place.of(centre), directory);
        Requests.requireExpected(c.act(), getVersion(), "§4.5.1");
        OwnerRules.MOVE_OUT.require(this, c);
        Stamp stamp = stamp(c.act(), role, centre);
        return done(new OwnerMovedOut(c.owner(), OwnerRules.movedOutAt(c, stamp.at()), stamp));
    }

    private Stamp stamp(Act act, Role role, String at) {
        return requests.stamp(act, role, at, PromisePolicy.DEFAULT.version());
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
        requests.remember(event.stamp());
    }

    @EventSourcingHandler
    void on(OwnerAmended event) {
        mark = event.particulars().mark();
        requests.remember(event.stamp());
    }

    @EventSourcingHandler
    void on(OwnerMovedOut event) {
        movedOutAt = event.movedOutAt();
        requests.remember(event.stamp());
    }

    @Override
    public String toString() {
        return String.valueOf(id);
    }
}
