package org.huifang.api.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.OncePerRequestFilter;

/** Signs a browser in once it is known who it is, for as long as they are of the company. */
@Component
public class BrowserSessions {
    public static final String ADDRESS = "address";
    public static final String AGENT = "agent";

    private static final int AGENT_AT_MOST = 200;

    private final SecurityContextRepository contexts;
    private final CompanyDirectory directory;

    BrowserSessions(SecurityContextRepository contexts, CompanyDirectory directory) {
        this.contexts = contexts;
        this.directory = directory;
    }

    /** A session of a new name: who knew the one before knows nothing of this. */
    public void open(String person, HttpServletRequest request, HttpServletResponse response) {
        HttpSession former = request.getSession(false);
        if (former != null) {
            former.invalidate();
        }
        HttpSession session = request.getSession(true);
        session.setAttribute(ADDRESS, String.valueOf(request.getRemoteAddr()));
        session.setAttribute(AGENT, agent(request));
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(person, null, List.of()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    /** Looks at who it is only where somebody wants to know. */
    OncePerRequestFilter filter() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                Supplier<SecurityContext> kept = SecurityContextHolder.getDeferredContext();
                SecurityContextHolder.setDeferredContext(SingletonSupplier.of(() -> ofCompany(kept.get(), request)));
                chain.doFilter(request, response);
            }
        };
    }

    /** Who has left is signed in no more; of all others it is told by which session they are, to be looked at again. */
    private SecurityContext ofCompany(SecurityContext kept, HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(kept.getAuthentication() instanceof UsernamePasswordAuthenticationToken who)) {
            return kept;
        }
        if (directory.acting(who.getName()).isEmpty()) {
            session.invalidate();
            return SecurityContextHolder.createEmptyContext();
        }
        who.setDetails(new WebAuthenticationDetails(request));
        return kept;
    }

    private static String agent(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        return agent == null ? "" : agent.substring(0, Math.min(agent.length(), AGENT_AT_MOST));
    }
}
