package org.huifang.query.complaint;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintState;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.organisation.Place;
import org.jspecify.annotations.Nullable;

/** A row of {@code complaint}, for reading. */
@Entity
@Table(name = "complaint")
class ComplaintRow {
    @Id
    UUID id = new UUID(0, 0);

    long sequence;
    String number = "";
    String centre = "";

    @JdbcTypeCode(SqlTypes.ARRAY)
    String[] departments = {};

    @Enumerated(EnumType.STRING)
    ComplaintState state = ComplaintState.RECEIVED;

    @Enumerated(EnumType.STRING)
    @Nullable
    Classification classification;

    @Enumerated(EnumType.STRING)
    @Nullable
    Severity severity;

    @Column(name = "received_at")
    Instant receivedAt = Instant.EPOCH;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    @Column(name = "visit_owed")
    boolean visitOwed;

    @Column(name = "registered_by")
    String registeredBy = "";

    @Nullable
    String owner;

    String view = "";

    Place place() {
        return new Place(centre, Set.of(departments));
    }

    protected ComplaintRow() {}
}
