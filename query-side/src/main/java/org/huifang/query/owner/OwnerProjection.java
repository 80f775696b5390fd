package org.huifang.query.owner;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.huifang.kernel.owner.OwnerEvent;
import org.huifang.kernel.owner.OwnerEvent.OwnerAmended;
import org.huifang.kernel.owner.OwnerEvent.OwnerMovedOut;
import org.huifang.kernel.owner.OwnerEvent.OwnerRegistered;
import org.huifang.kernel.owner.OwnerView;
import org.huifang.kernel.owner.Particulars;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.query.projection.Projection;
import org.huifang.query.projection.Rows;
import org.huifang.query.projection.Writes;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Keeps the owners, their texts sealed, and the blind index they are found by; each batch is written set-wise. */
public final class OwnerProjection implements Projection<OwnerProjection.Placed> {
    private static final Rows.Table OWNERS = new Rows.Table(
            "owner",
            Set.of("id"),
            "id uuid",
            "sequence bigint",
            "position bigint",
            "centre text",
            "moved_out boolean",
            "view text");
    private static final Rows.Table TOKENS =
            new Rows.Table("owner_token", Set.of("token", "owner"), "token bytea", "owner uuid");

    private final ObjectMapper json;
    private final BlindIndex index;

    public OwnerProjection(ObjectMapper json, PersonalData personalData) {
        this.json = json;
        this.index = new BlindIndex(personalData);
    }

    /** @param position of the owner's last event in the log */
    public record Placed(OwnerView view, long position) {}

    @Override
    public boolean takes(Class<?> event) {
        return OwnerEvent.class.isAssignableFrom(event);
    }

    @Override
    public Placed after(@Nullable Placed before, List<DomainEventMessage<?>> events) {
        OwnerView view = before == null ? null : before.view();
        for (DomainEventMessage<?> message : events) {
            view = after(view, (OwnerEvent) message.getPayload(), message.getSequenceNumber());
        }
        return new Placed(Objects.requireNonNull(view), position(events.get(events.size() - 1)));
    }

    @Override
    public Map<String, Placed> load(Collection<String> streams, JdbcTemplate jdbc) {
        Map<String, Placed> owners = new HashMap<>();
        jdbc.query(
                "SELECT view, position FROM owner WHERE id = ANY(?)",
                row -> {
                    OwnerView view = json.readValue(row.getString(1), OwnerView.class);
                    owners.put(view.id().toString(), new Placed(view, row.getLong(2)));
                },
                (Object) ids(streams).toArray(UUID[]::new));
        return owners;
    }

    private static List<UUID> ids(Collection<String> streams) {
        return streams.stream().map(UUID::fromString).toList();
    }

    @Override
    public void write(Collection<Change<Placed>> changes, Writes to) {
        Rows owners = OWNERS.rows();
        Rows tokens = TOKENS.rows();
        List<UUID> ids = new ArrayList<>();
        for (Change<Placed> change : changes) {
            add(change.after(), owners, tokens);
            ids.add(change.after().view().id().value());
        }
        owners.upsert(to);
        TOKENS.remove("owner", ids, to);
        tokens.insert(to);
    }

    @Override
    public void copy(Collection<Placed> views, JdbcTemplate jdbc) {
        Rows owners = OWNERS.rows();
        Rows tokens = TOKENS.rows();
        views.forEach(view -> add(view, owners, tokens));
        owners.copy(jdbc);
        tokens.copy(jdbc);
    }

    @Override
    public void remove(Collection<String> streams, Writes to) {
        List<UUID> ids = ids(streams);
        OWNERS.remove("id", ids, to);
        TOKENS.remove("owner", ids, to);
    }

    private void add(Placed owner, Rows owners, Rows tokens) {
        OwnerView view = owner.view();
        owners.add(
                view.id().value(),
                view.sequence(),
                owner.position(),
                view.centre(),
                view.movedOutAt() != null,
                json.writeValueAsString(view));
        for (byte[] token : index.tokens(view)) {
            tokens.add("\\x" + HexFormat.of().formatHex(token), view.id().value());
        }
    }

    private static OwnerView after(@Nullable OwnerView view, OwnerEvent event, long sequence) {
        if (event instanceof OwnerRegistered registered) {
            return stated(event, registered.particulars(), sequence);
        }
        if (event instanceof OwnerAmended amended) {
            return stated(event, amended.particulars(), sequence);
        }
        OwnerView known = Objects.requireNonNull(view, "moved out without having been registered");
        return new OwnerView(
                known.id(),
                known.centre(),
                known.capacity(),
                known.name(),
                known.rooms(),
                known.phones(),
                ((OwnerMovedOut) event).movedOutAt(),
                sequence);
    }

    /** Who has moved out is amended no more. */
    private static OwnerView stated(OwnerEvent event, Particulars stated, long sequence) {
        return new OwnerView(
                event.owner(),
                event.stamp().centre(),
                stated.capacity(),
                stated.name(),
                stated.rooms(),
                stated.phones(),
                null,
                sequence);
    }

    private static long position(DomainEventMessage<?> message) {
        return ((TrackedEventMessage<?>) message).trackingToken().position().orElseThrow();
    }
}
