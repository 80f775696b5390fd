package org.huifang.api.account;

import graphql.schema.DataFetchingEnvironment;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.huifang.api.access.Asking;
import org.huifang.api.access.BrowserSessions;
import org.huifang.api.access.Commanding;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.account.Accounts;
import org.huifang.kernel.account.Accounts.Invitation;
import org.huifang.kernel.organisation.OrganisationCommand.InvitePerson;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Controller;

/** Who is signed in where, and who may sign in at all. */
@Controller
class Sessions {
    /** Where a person chooses a password; the secret stands behind the hash, so that no server's log ever has it. */
    private static final String WELCOME = "/app/welcome#";

    private final FindByIndexNameSessionRepository<? extends Session> sessions;
    private final Accounts accounts;
    private final Commanding commanding;
    private final Asking asking;
    private final PersonalData personalData;
    private final Clock clock;
    private final HttpServletRequest request;

    Sessions(
            FindByIndexNameSessionRepository<? extends Session> sessions,
            Accounts accounts,
            Commanding commanding,
            Asking asking,
            PersonalData personalData,
            Clock clock,
            HttpServletRequest request) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.commanding = commanding;
        this.asking = asking;
        this.personalData = personalData;
        this.clock = clock;
        this.request = request;
    }

    /** @param id no more than a name: the session's own is what the cookie says, and whoever has it is signed in */
    record Open(String id, Instant since, Instant lastSeen, String address, String agent, boolean current) {}

    record InvitationPayload(
            @Nullable String address, @Nullable Instant until, List<UserError> userErrors) {}

    record EndPayload(boolean ended) {}

    @QueryMapping
    List<Open> sessions(@Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        var current = request.getSession(false);
        return sessions.findByPrincipalName(person).values().stream()
                .map(session -> new Open(
                        name(session.getId()),
                        session.getCreationTime(),
                        session.getLastAccessedTime(),
                        session.getAttributeOrDefault(BrowserSessions.ADDRESS, ""),
                        session.getAttributeOrDefault(BrowserSessions.AGENT, ""),
                        current != null && session.getId().equals(current.getId())))
                .sorted(Comparator.comparing(Open::lastSeen).reversed())
                .toList();
    }

    @MutationMapping
    EndPayload endSession(@Argument String id, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        Optional<String> theirs = sessions.findByPrincipalName(person).keySet().stream()
                .filter(session -> name(session).equals(id))
                .findFirst();
        theirs.ifPresent(sessions::deleteById);
        return new EndPayload(theirs.isPresent());
    }

    private String name(String session) {
        return personalData.digest(("session " + session).getBytes(StandardCharsets.UTF_8));
    }

    @MutationMapping
    InvitationPayload invitePerson(
            @Argument String person, @Nullable Principal principal, DataFetchingEnvironment environment) {
        Act act = Act.now(asking.person(principal, environment.getGraphQlContext()), clock.instant());
        try {
            commanding.send(new InvitePerson(person, act), Sessions::unknown);
            Invitation invitation = accounts.invite(person, act.recordedAt());
            sessions.findByPrincipalName(person).keySet().forEach(sessions::deleteById);
            return new InvitationPayload(WELCOME + invitation.secret(), invitation.until(), List.of());
        } catch (RefusedException e) {
            return new InvitationPayload(
                    null, null, e.refusals().stream().map(UserError::of).toList());
        }
    }

    private static RefusedException unknown() {
        return new RefusedException(new Refusal("PERSON_KNOWN", "§2", "person", "没有这个人员", "There is no such person"));
    }
}
