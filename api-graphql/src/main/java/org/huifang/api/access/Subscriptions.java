package org.huifang.api.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Counts subscriptions, and ends them before the server stops: it would wait for them, and their clients come again by
 * themselves.
 */
@Component
public class Subscriptions implements WebGraphQlInterceptor, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    /** A page of the console has two at most. */
    static final int OF_A_PERSON_AT_MOST = 50;

    private final Sinks.Empty<Void> end = Sinks.empty();
    private final Map<String, Integer> byPerson = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean running;

    /** How many listen at this moment. */
    public int open() {
        return open.get();
    }

    /**
     * News for one person, counted among theirs while somebody listens.
     *
     * @throws RefusedException when they listen to too much already
     */
    public <T> Flux<T> of(String person, Flux<T> news) {
        if (byPerson.getOrDefault(person, 0) >= OF_A_PERSON_AT_MOST) {
            throw new RefusedException(new Refusal(
                    "SUBSCRIPTIONS_AT_MOST",
                    "§2",
                    null,
                    "每人最多同时订阅 " + OF_A_PERSON_AT_MOST + " 个,请先关闭不用的",
                    "A person has at most " + OF_A_PERSON_AT_MOST + " subscriptions at a time; end some first"));
        }
        return news.doOnSubscribe(begun -> byPerson.merge(person, 1, Integer::sum))
                .doFinally(signal -> byPerson.computeIfPresent(person, (one, of) -> of == 1 ? null : of - 1));
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        return chain.next(request)
                .map(response -> response.getData() instanceof Publisher<?> news
                        ? response.transform(answer -> answer.data(Flux.from(news)
                                .doOnError(
                                        fault -> !refused(fault.getCause()),
                                        fault -> LOG.error("A subscription failed", fault))
                                .takeUntilOther(end.asMono())
                                .doOnSubscribe(begun -> open.incrementAndGet())
                                .doFinally(signal -> open.decrementAndGet())))
                        : response);
    }

    private static boolean refused(@Nullable Throwable cause) {
        return cause instanceof RefusedException || cause instanceof AccessDeniedException;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        end.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
