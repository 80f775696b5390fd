package org.huifang.api.access;

import org.reactivestreams.Publisher;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Nobody is sent what is personal before the trace of it stands (§5); where it cannot be left, nothing is sent. */
@Component
class Looks implements WebGraphQlInterceptor {
    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        return chain.next(request).map(response -> {
            if (response.getData() instanceof Publisher<?> news) {
                return response.transform(
                        answer -> answer.data(Flux.from(news).doOnNext(item -> leaveTraces(response))));
            }
            leaveTraces(response);
            return response;
        });
    }

    private static void leaveTraces(WebGraphQlResponse response) {
        PersonalReader reader = response.getExecutionInput().getGraphQLContext().get(PersonalReader.class);
        if (reader != null) {
            reader.leaveTraces();
        }
    }
}
