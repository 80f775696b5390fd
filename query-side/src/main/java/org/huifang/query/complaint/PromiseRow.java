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
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.PromiseView;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.promise.Verdict;
import org.jspecify.annotations.Nullable;

/** A row of {@code promise}, for reading. */
@Entity
@Table(name = "promise")
class PromiseRow {
    @EmbeddedId
    Key key = new Key();

    String number = "";
    String centre = "";

    @JdbcTypeCode(SqlTypes.ARRAY)
    String[] departments = {};

    Instant clock = Instant.EPOCH;
    Instant due = Instant.EPOCH;

    @Enumerated(EnumType.STRING)
    Verdict verdict = Verdict.OPEN;

    @Nullable
    Instant at;

    @Column(name = "met_late_at")
    @Nullable
    Instant metLateAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "as_recorded")
    Verdict asRecorded = Verdict.OPEN;

    @Column(name = "policy_version")
    int policyVersion;

    @Column(name = "warned_percent")
    int warnedPercent;

    int escalation;

    protected PromiseRow() {}

    PromiseView view() {
        return new PromiseView(
                new ComplaintId(key.complaint),
                RecordNumber.parse(number),
                centre,
                key.promise,
                key.n,
                clock,
                due,
                verdict,
                at,
                metLateAt,
                asRecorded,
                policyVersion,
                warnedPercent,
                escalation);
    }

    /** Which promise of which complaint. */
    @Embeddable
    static class Key implements Serializable {
        UUID complaint = new UUID(0, 0);

        @Enumerated(EnumType.STRING)
        PromiseKind promise = PromiseKind.RECORD;

        int n;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && complaint.equals(key.complaint) && promise == key.promise && n == key.n;
        }

        @Override
        public int hashCode() {
            return Objects.hash(complaint, promise, n);
        }
    }
}
