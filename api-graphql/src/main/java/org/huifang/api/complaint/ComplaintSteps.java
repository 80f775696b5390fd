package org.huifang.api.complaint;

import graphql.GraphQLContext;
import graphql.schema.DataFetchingEnvironment;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Asking;
import org.huifang.api.access.Commanding;
import org.huifang.api.access.Receipts;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.api.complaint.StepInput.ActInput;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.Source;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintQuery.AwaitComplaint;
import org.huifang.kernel.complaint.ComplaintQuery.Found;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The way of every mutation: stamped, sealed, sent, and answered once the view shows it (decisions 5, 6, 8, 9). */
@Component
class ComplaintSteps {
    private final Commanding commanding;
    private final QueryGateway queries;
    private final PersonalData personalData;
    private final Asking asking;
    private final Clock clock;

    ComplaintSteps(Commanding commanding, QueryGateway queries, PersonalData personalData, Asking asking, Clock clock) {
        this.commanding = commanding;
        this.queries = queries;
        this.personalData = personalData;
        this.asking = asking;
        this.clock = clock;
    }

    /** The answer to a mutation. */
    record Payload(@Nullable ComplaintView complaint, boolean current, boolean repeated, List<UserError> userErrors) {
        static Payload refused(List<Refusal> refusals) {
            return new Payload(
                    null, true, false, refusals.stream().map(UserError::of).toList());
        }
    }

    /** @param id of the complaint; derived from person and key, or new, where it is null */
    Payload take(
            DataFetchingEnvironment environment,
            @Nullable String id,
            @Nullable ActInput given,
            Function<Composing, ComplaintCommand> command) {
        GraphQLContext context = environment.getGraphQlContext();
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        String person = asking.person(who, context);
        ActInput input = given == null ? ActInput.NONE : given;
        try {
            Composing composing = new Composing(
                    personalData, complaint(id, person, input), act(who, person, input, environment), input);
            if (who instanceof Receipts.Holder holder && !holder.complaint().equals(composing.complaint())) {
                throw unknown();
            }
            ComplaintCommand composed = command.apply(composing);
            if (!composing.refusals().isEmpty()) {
                return Payload.refused(composing.refusals());
            }
            Accepted accepted = commanding.send(composed, ComplaintSteps::unknown);
            return answer(person, composed.complaint(), accepted, context);
        } catch (RefusedException e) {
            return Payload.refused(e.refusals());
        }
    }

    private Act act(@Nullable Authentication who, String person, ActInput input, DataFetchingEnvironment environment) {
        Commanding.requireKey(input.key(), "act.key");
        String request = input.key() == null ? null : personalData.digest(Commanding.request(environment));
        return new Act(
                person,
                input.at(),
                null,
                clock.instant(),
                who instanceof Receipts.Holder ? Source.RECEIPT : Source.API,
                input.key(),
                request,
                input.expectedSequence(),
                null);
    }

    private static ComplaintId complaint(@Nullable String id, String person, ActInput input) {
        if (id == null) {
            return input.key() == null ? ComplaintId.random() : ComplaintId.derived(person, input.key());
        }
        return parse(id).orElseThrow(ComplaintSteps::unknown);
    }

    static Optional<ComplaintId> parse(String id) {
        try {
            return Optional.of(ComplaintId.parse(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static RefusedException unknown() {
        return new RefusedException(
                new Refusal("COMPLAINT_KNOWN", "§4.5.1", "complaint", "没有这件投诉", "There is no such complaint"));
    }

    /** Waits on the request's own thread, so that nobody else's is kept from its work by what follows. */
    private Payload answer(String person, ComplaintId complaint, Accepted accepted, GraphQLContext context) {
        Found found = queries.query(
                        new AwaitComplaint(person, complaint, accepted.sequence(), Commanding.PATIENCE), Found.class)
                .join();
        return new Payload(asking.opened(found.complaint(), context), found.current(), accepted.repeated(), List.of());
    }
}
