package org.huifang.api.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/** Signs a browser in once it is known who it is. */
@Component
public class BrowserSessions {
    public static final String ADDRESS = "address";
    public static final String AGENT = "agent";

    private static final int AGENT_AT_MOST = 200;

    private final SecurityContextRepository contexts;

    BrowserSessions(SecurityContextRepository contexts) {
        this.contexts = contexts;
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

    private static String agent(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        return agent == null ? "" : agent.substring(0, Math.min(agent.length(), AGENT_AT_MOST));
    }
}
