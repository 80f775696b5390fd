package org.huifang.api.access;

import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Ends subscriptions before the server stops: it would wait for them, and their clients come again by themselves. */
@Component
public class Subscriptions implements WebGraphQlInterceptor, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final Sinks.Empty<Void> end = Sinks.empty();
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean running;

    /** How many listen at this moment. */
    public int open() {
        return open.get();
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        return chain.next(request)
                .map(response -> response.getData() instanceof Publisher<?> news
                        ? response.transform(answer -> answer.data(Flux.from(news)
                                .doOnError(fault -> LOG.error("A subscription failed", fault))
                                .takeUntilOther(end.asMono())
                                .doOnSubscribe(begun -> open.incrementAndGet())
                                .doFinally(signal -> open.decrementAndGet())))
                        : response);
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
