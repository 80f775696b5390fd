package org.huifang.command.library;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
import org.huifang.kernel.library.CaseState;
import org.huifang.kernel.library.LibraryCaseCommand;
import org.huifang.kernel.library.LibraryCaseCommand.DraftCase;
import org.huifang.kernel.library.LibraryCaseCommand.PublishCase;
import org.huifang.kernel.library.LibraryCaseCommand.ReadCase;
import org.huifang.kernel.library.LibraryCaseCommand.RequirePublished;
import org.huifang.kernel.library.LibraryCaseCommand.RetireCase;
import org.huifang.kernel.library.LibraryCaseCommand.ReturnCase;
import org.huifang.kernel.library.LibraryCaseCommand.ReviseCase;
import org.huifang.kernel.library.LibraryCaseCommand.SubmitCase;
import org.huifang.kernel.library.LibraryCaseEvent;
import org.huifang.kernel.library.LibraryCaseEvent.CaseDrafted;
import org.huifang.kernel.library.LibraryCaseEvent.CasePublished;
import org.huifang.kernel.library.LibraryCaseEvent.CaseRead;
import org.huifang.kernel.library.LibraryCaseEvent.CaseRetired;
import org.huifang.kernel.library.LibraryCaseEvent.CaseReturned;
import org.huifang.kernel.library.LibraryCaseEvent.CaseRevised;
import org.huifang.kernel.library.LibraryCaseEvent.CaseSubmitted;
import org.huifang.kernel.library.LibraryCaseId;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;

/** A case of the library (§4.6.5): drafted, reviewed by somebody else, published, revised, retired; all versions stay. */
@Aggregate(type = "library-case", cache = "aggregates")
public class LibraryCase {
    /** What is the company's, not a centre's. */
    private static final String COMPANY = "";

    @AggregateIdentifier
    private @Nullable LibraryCaseId id;

    @Nullable
    CaseState state;

    String author = "";
    int version;

    @Nullable
    Integer published;

    /** Which version each person has read. */
    final Map<String, Integer> readings = new HashMap<>();

    private final Requests requests = new Requests();

    /** For history to be replayed into, and for the first command. */
    protected LibraryCase() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted handle(DraftCase c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.KEEP_LIBRARY,
                LibraryRules.DRAFT,
                directory,
                stamp -> new CaseDrafted(c.libraryCase(), c.complaints(), c.text(), stamp));
    }

    @CommandHandler
    Accepted handle(ReviseCase c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.KEEP_LIBRARY,
                LibraryRules.REVISE,
                directory,
                stamp -> new CaseRevised(c.libraryCase(), version + 1, c.text(), stamp));
    }

    @CommandHandler
    Accepted handle(SubmitCase c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.KEEP_LIBRARY,
                LibraryRules.SUBMIT,
                directory,
                stamp -> new CaseSubmitted(c.libraryCase(), version, stamp));
    }

    @CommandHandler
    Accepted handle(ReturnCase c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.KEEP_LIBRARY,
                LibraryRules.RETURN,
                directory,
                stamp -> new CaseReturned(c.libraryCase(), version, c.reason(), stamp));
    }

    @CommandHandler
    Accepted handle(PublishCase c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.KEEP_LIBRARY,
                LibraryRules.PUBLISH,
                directory,
                stamp -> new CasePublished(c.libraryCase(), version, stamp));
    }

    @CommandHandler
    Accepted handle(RetireCase c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.KEEP_LIBRARY,
                LibraryRules.RETIRE,
                directory,
                stamp -> new CaseRetired(c.libraryCase(), c.reason(), stamp));
    }

    @CommandHandler
    Accepted handle(RequirePublished c) {
        LibraryRules.BE_PUBLISHED.require(this, c);
        return new Accepted(c.libraryCase().toString(), getVersion(), true);
    }

    /** Read again, the same version changes nothing. */
    @CommandHandler
    Accepted handle(ReadCase c, CompanyDirectory directory) {
        if (published != null && published.equals(readings.get(c.act().person()))) {
            return new Accepted(c.libraryCase().toString(), getVersion(), true);
        }
        return decide(
                c,
                Operation.READ_LIBRARY,
                LibraryRules.READ,
                directory,
                stamp -> new CaseRead(c.libraryCase(), Objects.requireNonNull(published), stamp));
    }

    private <C extends LibraryCaseCommand> Accepted decide(
            C command,
            Operation operation,
            RuleBook<LibraryCase, C> rules,
            CompanyDirectory directory,
            Function<Stamp, LibraryCaseEvent> fact) {
        var act = command.act();
        if (requests.repeats(act)) {
            return new Accepted(command.libraryCase().toString(), getVersion(), true);
        }
        Role role = Authority.requireAnywhere(operation, act, directory);
        Requests.requireExpected(act, id == null ? -1 : getVersion(), operation.clause());
        rules.require(this, command);
        int policy =
                directory.current().policyAt(requests.now(act.recordedAt())).version();
        apply(fact.apply(requests.stamp(act, role, COMPANY, policy)));
        return new Accepted(command.libraryCase().toString(), getVersion(), false);
    }

    @EventSourcingHandler
    void on(LibraryCaseEvent event) {
        id = event.libraryCase();
        if (event instanceof CaseDrafted e) {
            written(1, e.stamp());
        } else if (event instanceof CaseRevised e) {
            written(e.version(), e.stamp());
        } else if (event instanceof CaseSubmitted) {
            state = CaseState.IN_REVIEW;
        } else if (event instanceof CaseReturned) {
            state = CaseState.RETURNED;
        } else if (event instanceof CasePublished e) {
            state = CaseState.PUBLISHED;
            published = e.version();
        } else if (event instanceof CaseRetired) {
            state = CaseState.RETIRED;
            published = null;
        } else if (event instanceof CaseRead e) {
            readings.put(e.stamp().person(), e.version());
        }
        requests.remember(event.stamp());
    }

    private void written(int as, Stamp stamp) {
        version = as;
        author = stamp.person();
        state = CaseState.DRAFT;
    }

    @Override
    public String toString() {
        return String.valueOf(id);
    }
}
