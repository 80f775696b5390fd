package org.huifang.api.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The receipt an owner is given: by its secret its holder may act as the complainant of that one complaint (§2), in the
 * header {@code Authorization: Receipt <secret>}.
 */
@Component
public final class Receipts {
    static final String SCHEME = "Receipt ";
    /** How the holder of a receipt is named in what they do. */
    private static final String OWNER = "owner";

    private final PersonalData personalData;

    Receipts(PersonalData personalData) {
        this.personalData = personalData;
    }

    /**
     * {@code <complaint>.<mac>}; only this installation can make it. By it one acts, so a program that only reads is not
     * handed it.
     */
    public @Nullable String secretOf(ComplaintId complaint, @Nullable Principal asking) {
        return ProgramTokens.onlyReads(asking) ? null : complaint + "." + mac(complaint);
    }

    Optional<ComplaintId> complaintOf(String secret) {
        int dot = secret.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            ComplaintId complaint = ComplaintId.parse(secret.substring(0, dot));
            return MessageDigest.isEqual(
                            secret.substring(dot + 1).getBytes(StandardCharsets.UTF_8),
                            mac(complaint).getBytes(StandardCharsets.UTF_8))
                    ? Optional.of(complaint)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String mac(ComplaintId complaint) {
        return personalData.digest(("receipt " + complaint).getBytes(StandardCharsets.UTF_8));
    }

    /** Somebody who showed a receipt. */
    public static final class Holder extends AbstractAuthenticationToken {
        private static final long serialVersionUID = 1;

        private final transient ComplaintId complaint;

        Holder(ComplaintId complaint) {
            super(List.of());
            this.complaint = complaint;
            setAuthenticated(true);
        }

        public ComplaintId complaint() {
            return complaint;
        }

        @Override
        public Object getCredentials() {
            return "";
        }

        @Override
        public Object getPrincipal() {
            return OWNER;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Holder holder && holder.complaint.equals(complaint);
        }

        @Override
        public int hashCode() {
            return complaint.hashCode();
        }
    }

    OncePerRequestFilter filter() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                String header = request.getHeader(HttpHeaders.AUTHORIZATION);
                if (header != null && header.startsWith(SCHEME)) {
                    complaintOf(header.substring(SCHEME.length()).strip()).ifPresent(complaint -> {
                        SecurityContext context = SecurityContextHolder.createEmptyContext();
                        context.setAuthentication(new Holder(complaint));
                        SecurityContextHolder.setContext(context);
                    });
                }
                chain.doFilter(request, response);
            }
        };
    }
}
