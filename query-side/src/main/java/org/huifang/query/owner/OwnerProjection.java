package org.huifang.query.owner;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Keeps the owners, their texts sealed, and the blind index they are found by; each batch is written set-wise. */
public final class OwnerProjection implements Projection {
    private static final String UPSERT_OWNERS = """
            INSERT INTO owner (id, sequence, position, centre, moved_out, view)
            SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::boolean[], ?::text[])
            ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, position = excluded.position,
                centre = excluded.centre, moved_out = excluded.moved_out, view = excluded.view
            """;
    private static final String INSERT_TOKENS =
            "INSERT INTO owner_token (token, owner) SELECT * FROM unnest(?::bytea[], ?::uuid[])";

    private final ObjectMapper json;
    private final BlindIndex index;

    public OwnerProjection(ObjectMapper json, PersonalData personalData) {
        this.json = json;
        this.index = new BlindIndex(personalData);
    }

    /** @param position of the owner's last event in the log */
    private record Placed(OwnerView view, long position) {}

    @Override
    public void project(List<DomainEventMessage<?>> batch, JdbcTemplate jdbc) {
        List<DomainEventMessage<?>> ours = batch.stream()
                .filter(message -> OwnerEvent.class.isAssignableFrom(message.getPayloadType()))
                .toList();
        if (ours.isEmpty()) {
            return;
        }
        Map<String, OwnerView> before = load(ours, jdbc);
        Map<String, Placed> owners = new LinkedHashMap<>();
        for (DomainEventMessage<?> message : ours) {
            String id = message.getAggregateIdentifier();
            Placed latest = owners.get(id);
            OwnerView view = after(
                    latest == null ? before.get(id) : latest.view(),
                    (OwnerEvent) message.getPayload(),
                    message.getSequenceNumber());
            owners.put(id, new Placed(view, position(message)));
        }
        writeOwners(owners.values(), jdbc);
        writeTokens(owners.values(), jdbc);
    }

    private Map<String, OwnerView> load(List<DomainEventMessage<?>> messages, JdbcTemplate jdbc) {
        UUID[] ids = messages.stream()
                .map(DomainEventMessage::getAggregateIdentifier)
                .distinct()
                .map(UUID::fromString)
                .toArray(UUID[]::new);
        Map<String, OwnerView> views = new LinkedHashMap<>();
        jdbc.query(
                "SELECT view FROM owner WHERE id = ANY(?)",
                row -> {
                    OwnerView view = json.readValue(row.getString(1), OwnerView.class);
                    views.put(view.id().toString(), view);
                },
                (Object) ids);
        return views;
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

    private void writeOwners(Collection<Placed> owners, JdbcTemplate jdbc) {
        jdbc.update(UPSERT_OWNERS, ps -> {
            ps.setArray(1, column(ps, "uuid", owners, owner -> owner.view().id().value()));
            ps.setArray(2, column(ps, "bigint", owners, owner -> owner.view().sequence()));
            ps.setArray(3, column(ps, "bigint", owners, Placed::position));
            ps.setArray(4, column(ps, "text", owners, owner -> owner.view().centre()));
            ps.setArray(5, column(ps, "boolean", owners, owner -> owner.view().movedOutAt() != null));
            ps.setArray(6, column(ps, "text", owners, owner -> json.writeValueAsString(owner.view())));
        });
    }

    private void writeTokens(Collection<Placed> owners, JdbcTemplate jdbc) {
        UUID[] ids = owners.stream().map(owner -> owner.view().id().value()).toArray(UUID[]::new);
        jdbc.update("DELETE FROM owner_token WHERE owner = ANY(?)", (Object) ids);
        List<byte[]> tokens = new ArrayList<>();
        List<UUID> whose = new ArrayList<>();
        for (Placed owner : owners) {
            for (byte[] token : index.tokens(owner.view())) {
                tokens.add(token);
                whose.add(owner.view().id().value());
            }
        }
        jdbc.update(INSERT_TOKENS, ps -> {
            ps.setArray(1, ps.getConnection().createArrayOf("bytea", tokens.toArray(byte[][]::new)));
            ps.setArray(2, column(ps, "uuid", whose, Function.identity()));
        });
    }

    private static <T> Array column(PreparedStatement statement, String type, Collection<T> rows, Function<T, ?> value)
            throws SQLException {
        return statement
                .getConnection()
                .createArrayOf(type, rows.stream().map(value).toArray());
    }
}
