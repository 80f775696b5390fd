package org.huifang.api.notice;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Asking;
import org.huifang.api.access.Connection;
import org.huifang.api.access.Connection.PageInfo;
import org.huifang.kernel.notice.Notice;
import org.huifang.kernel.notice.NoticeDelivery;
import org.huifang.kernel.notice.NoticeDelivery.State;
import org.huifang.kernel.notice.NoticeKind;
import org.huifang.kernel.notice.NoticeQuery.FindDeliveries;
import org.huifang.kernel.notice.NoticeQuery.FindNoticeSettings;
import org.huifang.kernel.notice.NoticeQuery.FindNotices;
import org.huifang.kernel.notice.NoticeQuery.FindWebhooks;
import org.huifang.kernel.notice.NoticeQuery.FoundDeliveries;
import org.huifang.kernel.notice.NoticeQuery.FoundNotices;
import org.huifang.kernel.notice.NoticeQuery.FoundWebhooks;
import org.huifang.kernel.notice.NoticeQuery.NoticeSettings;
import org.huifang.kernel.notice.NoticeQuery.Shown;
import org.huifang.kernel.notice.NoticeQuery.Webhook;
import org.huifang.kernel.notice.NoticeWay;
import org.huifang.kernel.notice.Occasion;
import org.huifang.kernel.promise.PromiseKind;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Questions about notices: everybody's of their own, the administrator's of what goes out. */
@Controller
class NoticeReads {
    private final QueryGateway queries;
    private final Asking asking;

    NoticeReads(QueryGateway queries, Asking asking) {
        this.queries = queries;
        this.asking = asking;
    }

    /** As it is shown. */
    record NoticeView(
            UUID id,
            NoticeKind kind,
            Occasion occasion,
            Notice.Subject subject,
            String centre,
            @Nullable PromiseKind promise,
            @Nullable Instant due,
            @Nullable Integer level,
            Instant at,
            String zh,
            String en,
            @Nullable Instant readAt) {
        static NoticeView of(Notice notice, @Nullable Instant readAt) {
            return new NoticeView(
                    notice.id(),
                    notice.kind(),
                    notice.occasion(),
                    notice.subject(),
                    notice.centre(),
                    notice.promise(),
                    notice.due(),
                    notice.level(),
                    notice.at(),
                    notice.zh(),
                    notice.en(),
                    readAt);
        }

        static NoticeView of(Shown shown) {
            return of(shown.notice(), shown.readAt());
        }
    }

    record NoticeConnection(List<NoticeView> nodes, int unread, PageInfo pageInfo) {}

    record DeliveryConnection(
            List<NoticeDelivery> nodes,
            int pending,
            int failed,
            @Nullable Instant oldestPending,
            PageInfo pageInfo) {}

    record Choice(NoticeKind kind, Set<NoticeWay> ways) {}

    @QueryMapping
    CompletableFuture<NoticeConnection> notices(
            @Argument boolean unread,
            @Argument int first,
            @Argument @Nullable String after,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(new FindNotices(person, unread, Connection.page(first), after), FoundNotices.class)
                .thenApply(found -> new NoticeConnection(
                        found.notices().stream().map(NoticeView::of).toList(),
                        found.unread(),
                        new PageInfo(found.more(), found.end())));
    }

    @QueryMapping
    CompletableFuture<NoticeSettings> noticeSettings(
            @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(new FindNoticeSettings(person), NoticeSettings.class)
                .thenApply(found -> asking.own(found, environment.getGraphQlContext()));
    }

    @SchemaMapping(typeName = "NoticeSettings", field = "ways")
    List<Choice> ways(NoticeSettings settings) {
        return Arrays.stream(NoticeKind.values())
                .map(kind -> new Choice(kind, settings.ways().getOrDefault(kind, Set.of(NoticeWay.IN_APP))))
                .toList();
    }

    @QueryMapping
    CompletableFuture<@Nullable List<Webhook>> webhooks(
            @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(new FindWebhooks(person), FoundWebhooks.class)
                .thenApply(found ->
                        found.webhooks() == null ? null : found.webhooks().webhooks());
    }

    @QueryMapping
    CompletableFuture<DeliveryConnection> noticeDeliveries(
            @Argument @Nullable State state,
            @Argument int first,
            @Argument @Nullable String after,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(new FindDeliveries(person, state, Connection.page(first), after), FoundDeliveries.class)
                .thenApply(found -> new DeliveryConnection(
                        found.deliveries(),
                        found.pending(),
                        found.failed(),
                        found.oldestPending(),
                        new PageInfo(found.more(), found.end())));
    }

    @SchemaMapping(typeName = "NoticeDelivery", field = "notice")
    NoticeView notice(NoticeDelivery delivery) {
        return NoticeView.of(delivery.notice(), null);
    }
}
