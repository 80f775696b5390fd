package org.huifang.api.owner;

import java.time.Instant;
import java.util.List;
import org.huifang.kernel.complaint.Reception.Capacity;
import org.jspecify.annotations.Nullable;

/** What clients send: the commands' fields, still in plain text. */
interface OwnerInputs {

    record Register(
            @Nullable String key,
            String centre,
            Capacity capacity,
            String name,
            List<String> rooms,
            List<String> phones) {
        Stated stated() {
            return new Stated(capacity, name, rooms, phones);
        }
    }

    record Amend(
            String owner,
            @Nullable String key,
            @Nullable Long expectedSequence,
            Capacity capacity,
            String name,
            List<String> rooms,
            List<String> phones) {
        Stated stated() {
            return new Stated(capacity, name, rooms, phones);
        }
    }

    record MovesOut(
            String owner,
            @Nullable String key,
            @Nullable Long expectedSequence,
            @Nullable Instant movedOutAt) {}

    record Import(String centre, List<Row> rows) {}

    record Row(String externalKey, Capacity capacity, String name, List<String> rooms, List<String> phones) {
        Stated stated() {
            return new Stated(capacity, name, rooms, phones);
        }
    }
}
