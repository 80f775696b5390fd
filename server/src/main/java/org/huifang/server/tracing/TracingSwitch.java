package org.huifang.server.tracing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Traces are made only where it is said where to send them; otherwise nothing that makes them is begun, and nothing is
 * measured of each field that a client asks for. Asked before all other filters, which would load classes to find out.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class TracingSwitch implements EnvironmentPostProcessor, AutoConfigurationImportFilter, EnvironmentAware {
    /** What Boot makes of {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private static final String EXPORT = "management.tracing.export.enabled";

    private static final String[] OF_TRACES = {
        "org.springframework.boot.opentelemetry.",
        "org.springframework.boot.micrometer.tracing.",
        "org.springframework.boot.graphql.autoconfigure.observation."
    };

    /** The log is a file of its own, whatever is done with traces. */
    private static final String OF_LOGS = "org.springframework.boot.opentelemetry.autoconfigure.logging.";

    private @Nullable Environment environment;

    /** Whether it is said where to send traces. */
    static final class On implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return on(context.getEnvironment());
        }
    }

    private static boolean on(@Nullable Environment environment) {
        return environment != null && StringUtils.hasText(environment.getProperty(ENDPOINT));
    }

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    /** Lines of the log leave no room for a trace where there is none. Looked at when asked: others may still add to it. */
    @Override
    public void postProcessEnvironment(ConfigurableEnvironment known, SpringApplication application) {
        known.getPropertySources().addFirst(new PropertySource<Object>("traces") {
            @Override
            public @Nullable Object getProperty(String name) {
                return name.equals(EXPORT) && !on(known) ? "false" : null;
            }
        });
    }

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean on = on(environment);
        boolean[] wanted = new boolean[configurations.length];
        for (int i = 0; i < wanted.length; i++) {
            String name = configurations[i];
            wanted[i] = name == null || (!name.startsWith(OF_LOGS) && (on || !ofTraces(name)));
        }
        return wanted;
    }

    private static boolean ofTraces(String configuration) {
        for (String prefix : OF_TRACES) {
            if (configuration.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
