package org.huifang.query.owner;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code owner_token}, for finding owners by. */
@Entity
@Table(name = "owner_token")
class OwnerTokenRow {
    @EmbeddedId
    Key key = new Key();

    protected OwnerTokenRow() {}

    /** Which token of which owner. */
    @Embeddable
    static class Key implements Serializable {
        byte[] token = {};
        UUID owner = new UUID(0, 0);

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && Arrays.equals(token, key.token) && owner.equals(key.owner);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(token) + owner.hashCode();
        }
    }
}
