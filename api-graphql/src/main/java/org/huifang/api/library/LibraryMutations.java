package org.huifang.api.library;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Anonymity;
import org.huifang.api.access.Asking;
import org.huifang.api.access.Commanding;
import org.huifang.api.access.Commanding.Answer;
import org.huifang.api.access.Commanding.Step;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintCommand.RequireArchived;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.library.CaseText;
import org.huifang.kernel.library.LibraryCaseCommand;
import org.huifang.kernel.library.LibraryCaseCommand.DraftCase;
import org.huifang.kernel.library.LibraryCaseCommand.PublishCase;
import org.huifang.kernel.library.LibraryCaseCommand.ReadCase;
import org.huifang.kernel.library.LibraryCaseCommand.RetireCase;
import org.huifang.kernel.library.LibraryCaseCommand.ReturnCase;
import org.huifang.kernel.library.LibraryCaseCommand.ReviseCase;
import org.huifang.kernel.library.LibraryCaseCommand.SubmitCase;
import org.huifang.kernel.library.LibraryCaseId;
import org.huifang.kernel.library.LibraryCaseView;
import org.huifang.kernel.library.LibraryQuery.FindCase;
import org.huifang.kernel.library.LibraryQuery.FoundCase;
import org.huifang.kernel.library.LibraryQuery.Proposal;
import org.huifang.kernel.library.LibraryQuery.ProposeCase;
import org.huifang.kernel.organisation.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** §4.6.5: one mutation a command; answered once the view shows it. */
@Controller
class LibraryMutations {
    private static final String CLAUSE = "§4.6.5";

    private final Commanding commanding;
    private final QueryGateway queries;
    private final Asking asking;
    private final Anonymity anonymity;

    LibraryMutations(Commanding commanding, QueryGateway queries, Asking asking, Anonymity anonymity) {
        this.commanding = commanding;
        this.queries = queries;
        this.asking = asking;
        this.anonymity = anonymity;
    }

    /** The answer to a mutation. */
    record Payload(
            @Nullable LibraryCaseView libraryCase, boolean current, boolean changed, List<UserError> userErrors) {
        static Payload of(Answer<LibraryCaseView> answer) {
            return new Payload(answer.view(), answer.current(), answer.changed(), answer.userErrors());
        }
    }

    /** Texts that are left out are proposed from the complaints, with nobody in them. */
    record TextInput(
            String title,
            @Nullable String facts,
            @Nullable String cause,
            @Nullable String experience,
            @Nullable String lesson,
            @Nullable String prevention,
            @Nullable Criterion criterion,
            @Nullable Severity severity,
            @Nullable String department,
            @Nullable List<String> tags) {
        CaseText text(CaseText proposed) {
            return new CaseText(
                    title,
                    given(facts, proposed.facts()),
                    given(cause, proposed.cause()),
                    given(experience, proposed.experience()),
                    given(lesson, proposed.lesson()),
                    given(prevention, proposed.prevention()),
                    given(criterion, proposed.criterion()),
                    given(severity, proposed.severity()),
                    given(department, proposed.department()),
                    tags == null ? proposed.tags() : Set.copyOf(tags));
        }

        private static <T> T given(@Nullable T stated, T proposed) {
            return stated == null ? proposed : stated;
        }
    }

    @MutationMapping
    Payload draftLibraryCase(
            @Argument List<String> complaints,
            @Argument TextInput text,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(environment, principal, key, null, act -> {
            List<ComplaintId> from = complaints.stream()
                    .map(LibraryMutations::complaint)
                    .distinct()
                    .toList();
            from.forEach(one -> commanding.send(new RequireArchived(one, act), LibraryMutations::unknownComplaint));
            CaseText proposed = queries.query(new ProposeCase(act.person(), from), Proposal.class)
                    .join()
                    .text();
            CaseText composed = text.text(proposed == null ? EMPTY : proposed);
            if (toBeLookedAt(act, composed)) {
                anonymity.require(act.person(), from, composed.texts(), CLAUSE);
            }
            LibraryCaseId id = key == null ? LibraryCaseId.random() : LibraryCaseId.derived(act.person(), key);
            return new DraftCase(id, act, from, composed);
        });
    }

    /** Who may not write cases, and what is too long, is refused by the command; nobody is told of anybody before. */
    private boolean toBeLookedAt(Act act, CaseText text) {
        return asking.may(act.person(), Operation.KEEP_LIBRARY, "") && text.withinLimits();
    }

    private static final CaseText EMPTY = new CaseText("", "", "", "", "", "", null, null, null, Set.of());

    @MutationMapping
    Payload reviseLibraryCase(
            @Argument String libraryCase,
            @Argument TextInput text,
            @Argument @Nullable Long expectedSequence,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(environment, principal, key, expectedSequence, act -> {
            LibraryCaseId id = known(libraryCase);
            LibraryCaseView before = found(act.person(), id);
            CaseText composed =
                    text.text(before == null ? EMPTY : before.newest().text());
            if (before != null && toBeLookedAt(act, composed)) {
                anonymity.require(null, before.complaints(), composed.texts(), CLAUSE);
            }
            return new ReviseCase(id, act, composed);
        });
    }

    @MutationMapping
    Payload submitLibraryCase(
            @Argument String libraryCase,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(environment, principal, key, null, act -> new SubmitCase(known(libraryCase), act));
    }

    @MutationMapping
    Payload returnLibraryCase(
            @Argument String libraryCase,
            @Argument String reason,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(environment, principal, key, null, act -> new ReturnCase(known(libraryCase), act, reason));
    }

    /** What is known of the people concerned may have changed since it was written. */
    @MutationMapping
    Payload publishLibraryCase(
            @Argument String libraryCase,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(environment, principal, key, null, act -> {
            LibraryCaseId id = known(libraryCase);
            LibraryCaseView before = found(act.person(), id);
            if (before != null) {
                anonymity.require(
                        null, before.complaints(), before.newest().text().texts(), CLAUSE);
            }
            return new PublishCase(id, act);
        });
    }

    @MutationMapping
    Payload retireLibraryCase(
            @Argument String libraryCase,
            @Argument String reason,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(environment, principal, key, null, act -> new RetireCase(known(libraryCase), act, reason));
    }

    @MutationMapping
    Payload readLibraryCase(
            @Argument String libraryCase, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(environment, principal, null, null, act -> new ReadCase(known(libraryCase), act));
    }

    private Payload take(
            DataFetchingEnvironment environment,
            @Nullable Principal principal,
            @Nullable String key,
            @Nullable Long expectedSequence,
            Function<Act, LibraryCaseCommand> command) {
        return Payload.of(commanding.take(
                environment,
                principal,
                key,
                expectedSequence,
                act -> new Step(command.apply(act), LibraryCaseId.KIND, LibraryMutations::unknown),
                (person, stream) -> found(person, LibraryCaseId.parse(stream))));
    }

    private @Nullable LibraryCaseView found(String person, LibraryCaseId id) {
        return queries.query(new FindCase(person, id), FoundCase.class).join().libraryCase();
    }

    static Optional<LibraryCaseId> parse(String id) {
        try {
            return Optional.of(LibraryCaseId.parse(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static LibraryCaseId known(String id) {
        return parse(id).orElseThrow(LibraryMutations::unknown);
    }

    private static ComplaintId complaint(String id) {
        try {
            return ComplaintId.parse(id);
        } catch (IllegalArgumentException e) {
            throw unknownComplaint();
        }
    }

    private static RefusedException unknown() {
        return new RefusedException(
                new Refusal("CASE_KNOWN", "§4.6.5", "libraryCase", "没有这个案例", "There is no such case"));
    }

    private static RefusedException unknownComplaint() {
        return new RefusedException(
                new Refusal("COMPLAINT_KNOWN", "§4.6.5", "complaints", "没有这件投诉", "There is no such complaint"));
    }
}
