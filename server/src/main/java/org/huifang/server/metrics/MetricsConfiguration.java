package org.huifang.server.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.axonframework.messaging.Message;
import org.axonframework.monitoring.MessageMonitor;
import org.huifang.api.access.Capacity;
import org.huifang.api.access.Subscriptions;
import org.huifang.command.store.GroupCommitter;
import org.huifang.query.projection.Seen;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Figures for whoever watches the machine, each of them named in docs/OBSERVING.md; of what this role has. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {
    /** Between what nobody notices and what a mutation does not wait for. */
    private static final Duration[] VIEW_STEPS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2)
    };

    @Bean
    MessageMonitor<Message<?>> messageTimes(MeterRegistry registry) {
        return new MessageTimes(registry);
    }

    @Bean
    MeterBinder standing(ObjectProvider<JdbcTemplate> jdbc) {
        JdbcTemplate database = jdbc.getIfAvailable();
        return database == null ? registry -> {} : new Standing(database);
    }

    /** The oldest of what was taken in together has waited longest. */
    @Bean
    Seen viewLag(MeterRegistry registry, Clock clock) {
        Timer lag = Timer.builder("huifang.view.lag")
                .description("From an event's append until the read tables show it")
                .serviceLevelObjectives(VIEW_STEPS)
                .register(registry);
        return (batch, views) -> {
            if (!batch.isEmpty()) {
                Duration since = Duration.between(batch.get(0).getTimestamp(), clock.instant());
                // Of another machine's clock it may seem to be still to come.
                lag.record(since.isNegative() ? Duration.ZERO : since);
            }
        };
    }

    @Bean
    MeterBinder commits(ObjectProvider<GroupCommitter> committer) {
        return registry -> committer.ifAvailable(log -> {
            Timer time = Timer.builder("huifang.commits")
                    .description("Common commits of commands that came together, and their time")
                    .register(registry);
            DistributionSummary events = DistributionSummary.builder("huifang.commit.events")
                    .baseUnit("events")
                    .description("Events in a common commit")
                    .register(registry);
            log.onCommit((appended, nanos) -> {
                time.record(nanos, TimeUnit.NANOSECONDS);
                events.record(appended);
            });
        });
    }

    @Bean
    MeterBinder doors(
            ObjectProvider<Subscriptions> subscriptions, ObjectProvider<FilterRegistrationBean<Capacity>> capacity) {
        return registry -> {
            subscriptions.ifAvailable(
                    listening -> Gauge.builder("huifang.subscriptions.open", listening, Subscriptions::open)
                            .description("Subscriptions that somebody listens to")
                            .register(registry));
            capacity.ifAvailable(
                    places -> FunctionCounter.builder("huifang.requests.busy", places, door -> door.getFilter()
                                    .refused())
                            .description("Requests told to come again because too many were under way")
                            .register(registry));
        };
    }
}
