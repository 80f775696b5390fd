package org.huifang.api.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.time.Clock;
import org.huifang.api.access.BrowserSessions;
import org.huifang.api.access.CompanySignIn;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.Storable;
import org.huifang.kernel.account.Accounts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out of the console. What is said here is not kept anywhere but as a digest. */
@RestController
class SessionController {
    private final Accounts accounts;
    private final BrowserSessions browsers;
    private final CompanySignIn company;
    private final FindByIndexNameSessionRepository<?> sessions;
    private final Clock clock;

    SessionController(
            Accounts accounts,
            BrowserSessions browsers,
            CompanySignIn company,
            FindByIndexNameSessionRepository<?> sessions,
            Clock clock) {
        this.accounts = accounts;
        this.browsers = browsers;
        this.company = company;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * @param person null: nobody
     * @param company where signing in by the company's own log-in begins; null: it has none
     */
    record Session(@Nullable String person, @Nullable String company) {}

    /** @param code of the second factor, where the person has one */
    record SignIn(
            @Nullable String person,
            @Nullable String password,
            @Nullable String code) {}

    /** @param password beside the code, to drop the factor */
    record Factor(@Nullable String password, @Nullable String code) {}

    /** @param secret of a factor that was begun, shown this once */
    record FactorState(boolean inForce, @Nullable String secret) {}

    record Choice(@Nullable String invitation, @Nullable String password) {}

    record Change(@Nullable String old, @Nullable String password) {}

    @GetMapping("/session")
    ResponseEntity<Session> session(@Nullable Principal principal) {
        return answer(principal == null ? null : principal.getName());
    }

    @PostMapping("/session")
    ResponseEntity<Session> signIn(
            @RequestBody SignIn signIn, HttpServletRequest request, HttpServletResponse response) {
        String person = Storable.of(said(signIn.person())).strip();
        accounts.verify(
                person,
                said(signIn.password()),
                signIn.code(),
                String.valueOf(request.getRemoteAddr()),
                clock.instant());
        browsers.open(person, request, response);
        return answer(person);
    }

    /** Also signs in. */
    @PostMapping("/session/password")
    ResponseEntity<Session> choose(
            @RequestBody Choice choice, HttpServletRequest request, HttpServletResponse response) {
        String person = accounts.choose(said(choice.invitation()), said(choice.password()), clock.instant());
        browsers.open(person, request, response);
        return answer(person);
    }

    /** Whoever was signed in elsewhere with the password of before is so no longer. */
    @PutMapping("/session/password")
    ResponseEntity<Session> change(@RequestBody Change change, Principal principal, HttpServletRequest request) {
        String person = principal.getName();
        accounts.change(person, said(change.old()), said(change.password()), clock.instant());
        HttpSession current = request.getSession(false);
        sessions.findByPrincipalName(person).keySet().stream()
                .filter(id -> current == null || !id.equals(current.getId()))
                .forEach(sessions::deleteById);
        return answer(person);
    }

    @GetMapping("/session/second-factor")
    FactorState factor(Principal principal) {
        return new FactorState(accounts.hasSecondFactor(principal.getName()), null);
    }

    @PostMapping("/session/second-factor")
    FactorState begin(Principal principal) {
        return new FactorState(false, accounts.beginSecondFactor(principal.getName()));
    }

    @PutMapping("/session/second-factor")
    FactorState confirm(@RequestBody Factor factor, Principal principal) {
        accounts.confirmSecondFactor(principal.getName(), said(factor.code()), clock.instant());
        return new FactorState(true, null);
    }

    @DeleteMapping("/session/second-factor")
    FactorState drop(@RequestBody Factor factor, Principal principal) {
        accounts.dropSecondFactor(principal.getName(), said(factor.password()), said(factor.code()), clock.instant());
        return new FactorState(false, null);
    }

    @DeleteMapping("/session")
    ResponseEntity<Session> signOut(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
        return answer(null);
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text;
    }

    private ResponseEntity<Session> answer(@Nullable String person) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Session(person, company.address()));
    }

    @ExceptionHandler
    ResponseEntity<UserError> refused(RefusedException e) {
        Refusal refusal = e.refusals().get(0);
        HttpStatus status =
                switch (refusal.code()) {
                    case "SIGN_IN_FAILED", "CODE_NEEDED", "CODE_RIGHT" -> HttpStatus.UNAUTHORIZED;
                    case "SIGN_IN_LATER" -> HttpStatus.TOO_MANY_REQUESTS;
                    case "SIGN_IN_BUSY" -> HttpStatus.SERVICE_UNAVAILABLE;
                    default -> HttpStatus.BAD_REQUEST;
                };
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(UserError.of(refusal));
    }

    @ExceptionHandler
    ResponseEntity<UserError> unreadable(HttpMessageNotReadableException e) {
        return refused(new RefusedException(
                new Refusal("BODY_IS_OBJECT", "§2", null, "请求须是 JSON 对象", "A request is a JSON object")));
    }
}
