package org.huifang.query.complaint;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintState;
import org.huifang.kernel.complaint.QueueItemView;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.promise.PromiseKind;
import org.jspecify.annotations.Nullable;

/** A row of {@code next_action}, for reading. */
@Entity
@Table(name = "next_action")
class NextActionRow {
    @EmbeddedId
    Key key = new Key();

    String number = "";
    String centre = "";

    @Nullable
    String department;

    @JdbcTypeCode(SqlTypes.ARRAY)
    String[] departments = {};

    @Nullable
    String respondent;

    @Enumerated(EnumType.STRING)
    @Nullable
    Role role;

    @Enumerated(EnumType.STRING)
    @Nullable
    PromiseKind promise;

    Instant due = Instant.EPOCH;
    boolean missed;

    @Enumerated(EnumType.STRING)
    ComplaintState state = ComplaintState.RECEIVED;

    @Enumerated(EnumType.STRING)
    @Nullable
    Classification classification;

    @Enumerated(EnumType.STRING)
    @Nullable
    Severity severity;

    int mildness;

    @Column(name = "received_at")
    Instant receivedAt = Instant.EPOCH;

    protected NextActionRow() {}

    QueueItemView view() {
        return new QueueItemView(
                new ComplaintId(key.complaint),
                RecordNumber.parse(number),
                centre,
                department,
                key.action,
                promise,
                due.equals(ComplaintProjection.NO_DUE) ? null : due,
                missed,
                state,
                classification,
                severity,
                receivedAt);
    }

    /** Which action on which complaint. */
    @Embeddable
    static class Key implements Serializable {
        UUID complaint = new UUID(0, 0);

        @Enumerated(EnumType.STRING)
        Operation action = Operation.REGISTER;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && complaint.equals(key.complaint) && action == key.action;
        }

        @Override
        public int hashCode() {
            return Objects.hash(complaint, action);
        }
    }
}
