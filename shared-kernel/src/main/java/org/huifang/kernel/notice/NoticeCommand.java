package org.huifang.kernel.notice;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.RoutingKey;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.huifang.kernel.Act;
import org.huifang.kernel.WebAddress;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/** What is asked about notices; answered by {@link org.huifang.kernel.Accepted}, where nothing else is said. */
public sealed interface NoticeCommand {
    Act act();

    /**
     * By whom it concerns.
     *
     * @param ways of each kind; a kind that is not named comes in-app
     * @param mail where mails go; absent: none is sent
     */
    record ChooseNotices(
            @TargetAggregateIdentifier NoticeSettingsId settings,
            Act act,
            Map<NoticeKind, Set<NoticeWay>> ways,
            @Nullable Personal mail)
            implements NoticeCommand {}

    /**
     * Under a name that is there already, in its place, with another secret.
     *
     * @param centre of which it is told; absent: of all
     * @param secret with which what is sent is signed
     */
    record RegisterWebhook(
            @TargetAggregateIdentifier WebhooksId webhooks,
            Act act,
            String name,
            WebAddress address,
            Set<NoticeKind> kinds,
            @Nullable String centre,
            Personal secret)
            implements NoticeCommand {}

    record RemoveWebhook(@TargetAggregateIdentifier WebhooksId webhooks, Act act, String name)
            implements NoticeCommand {}

    /**
     * The person's own; none named: all. Answered by how many there were.
     *
     * @param notices by id
     */
    record MarkNoticesRead(@RoutingKey String person, Act act, List<UUID> notices) implements NoticeCommand {}

    /**
     * Tries again what was given up. Answered by how many there were.
     *
     * @param target of one webhook or person; absent: all
     */
    record RetryDeliveries(
            @RoutingKey NoticeDelivery.Channel channel,
            Act act,
            @Nullable String target) implements NoticeCommand {}
}
