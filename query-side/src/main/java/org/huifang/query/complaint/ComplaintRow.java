package org.huifang.query.complaint;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
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

    @Nullable
    String department;

    @Column(name = "registered_by")
    @Nullable
    String registeredBy;

    String view = "";

    protected ComplaintRow() {}
}
