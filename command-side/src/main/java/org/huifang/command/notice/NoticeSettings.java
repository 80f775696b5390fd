package org.huifang.command.notice;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.huifang.command.Requests;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.notice.NoticeCommand.ChooseNotices;
import org.huifang.kernel.notice.NoticeSettingsEvent;
import org.huifang.kernel.notice.NoticeSettingsEvent.NoticesChosen;
import org.huifang.kernel.notice.NoticeSettingsId;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;

/** What one person has chosen to be told, and how. */
@Aggregate(type = "notice-settings", cache = "aggregates")
public class NoticeSettings {
    @AggregateIdentifier
    private @Nullable NoticeSettingsId id;

    private final Requests requests = new Requests();

    /** For history to be replayed into, and for the first command. */
    protected NoticeSettings() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted handle(ChooseNotices c, CompanyDirectory directory) {
        if (requests.repeats(c.act())) {
            return new Accepted(c.settings().toString(), getVersion(), true);
        }
        Person person = directory.acting(c.act().person()).orElse(null);
        NoticeRules.CHOOSE.require(person, c);
        Role role = Objects.requireNonNull(person).appointments().get(0).role();
        int policy =
                directory.current().policyAt(requests.now(c.act().recordedAt())).version();
        apply(new NoticesChosen(c.ways(), c.mail(), requests.stamp(c.act(), role, "", policy)));
        return new Accepted(c.settings().toString(), getVersion(), false);
    }

    @EventSourcingHandler
    void on(NoticeSettingsEvent event) {
        id = new NoticeSettingsId(event.stamp().person());
        requests.remember(event.stamp());
    }

    @Override
    public String toString() {
        return String.valueOf(id);
    }
}
