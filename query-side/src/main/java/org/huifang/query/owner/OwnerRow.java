package org.huifang.query.owner;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code owner}, for reading. */
@Entity
@Table(name = "owner")
class OwnerRow {
    @Id
    UUID id = new UUID(0, 0);

    long sequence;
    long position;
    String centre = "";

    @Column(name = "moved_out")
    boolean movedOut;

    String view = "";

    protected OwnerRow() {}
}
