package org.huifang.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Where something stands on the web: absolute, http or https, spelled in one way. */
public record WebAddress(String value) {
    public static final int AT_MOST = 2_000;

    /** Empty when it is none. */
    public static Optional<WebAddress> of(String text) {
        if (text.length() > AT_MOST) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.strip()).normalize();
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() == null
                    || uri.getUserInfo() != null
                    || !(scheme.equals("http") || scheme.equals("https"))) {
                return Optional.empty();
            }
            int usual = scheme.equals("http") ? 80 : 443;
            return Optional.of(new WebAddress(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT)
                    + (uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort())
                    + (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                    + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                    + (uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment())));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    @JsonCreator
    static WebAddress stored(String value) {
        return new WebAddress(value);
    }

    @Override
    @JsonValue
    public String toString() {
        return value;
    }
}
