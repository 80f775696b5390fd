package org.huifang.command.notice;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.huifang.command.Authority;
import org.huifang.command.Requests;
import org.huifang.command.RuleBook;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.notice.NoticeCommand;
import org.huifang.kernel.notice.NoticeCommand.RegisterWebhook;
import org.huifang.kernel.notice.NoticeCommand.RemoveWebhook;
import org.huifang.kernel.notice.WebhookEvent;
import org.huifang.kernel.notice.WebhookEvent.WebhookRegistered;
import org.huifang.kernel.notice.WebhookEvent.WebhookRemoved;
import org.huifang.kernel.notice.WebhooksId;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;

/** Where notices are sent besides to people; one stream for the company. */
@Aggregate(type = "webhooks", cache = "aggregates")
public class Webhooks {
    @AggregateIdentifier
    private @Nullable WebhooksId id;

    final Set<String> names = new HashSet<>();
    private final Requests requests = new Requests();

    /** For history to be replayed into, and for the first command. */
    protected Webhooks() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted handle(RegisterWebhook c, CompanyDirectory directory) {
        if (c.centre() != null) {
            Authority.requireKnownCentre(c.centre(), "§4.6", directory);
        }
        return decide(
                c,
                NoticeRules.REGISTER,
                directory,
                stamp -> new WebhookRegistered(c.name(), c.address(), c.kinds(), c.centre(), c.secret(), stamp));
    }

    @CommandHandler
    Accepted handle(RemoveWebhook c, CompanyDirectory directory) {
        return decide(c, NoticeRules.REMOVE, directory, stamp -> new WebhookRemoved(c.name(), stamp));
    }

    private <C extends NoticeCommand> Accepted decide(
            C command, RuleBook<Webhooks, C> rules, CompanyDirectory directory, Function<Stamp, WebhookEvent> fact) {
        var act = command.act();
        String stream = WebhooksId.COMPANY.toString();
        if (requests.repeats(act)) {
            return new Accepted(stream, getVersion(), true);
        }
        Role role = Authority.requireAnywhere(Operation.ADMINISTER, act, directory);
        rules.require(this, command);
        int policy =
                directory.current().policyAt(requests.now(act.recordedAt())).version();
        apply(fact.apply(requests.stamp(act, role, "", policy)));
        return new Accepted(stream, getVersion(), false);
    }

    @EventSourcingHandler
    void on(WebhookEvent event) {
        id = WebhooksId.COMPANY;
        if (event instanceof WebhookRegistered e) {
            names.add(e.name());
        } else if (event instanceof WebhookRemoved e) {
            names.remove(e.name());
        }
        requests.remember(event.stamp());
    }

    @Override
    public String toString() {
        return String.valueOf(id);
    }
}
