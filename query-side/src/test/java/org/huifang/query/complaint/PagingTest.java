package org.huifang.query.complaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.huifang.query.projection.Cursor;
import org.junit.jupiter.api.Test;

class PagingTest {
    private static final Instant AT = Instant.parse("2026-03-02T01:00:00Z");
    private static final Paging<ComplaintRow> ORDER = new Paging<ComplaintRow>()
            .byLatest("receivedAt", row -> row.receivedAt, Cursor::instant)
            .byLatest("id", row -> row.id, Cursor::uuid);

    @Test
    void idsOfTheSameMomentAreOrderedAsTheDatabaseOrdersThem() {
        ComplaintRow low = row("10000000-0000-4000-8000-000000000000");
        ComplaintRow high = row("f0000000-0000-4000-8000-000000000000");
        ComplaintRow highest = row("f0000000-0000-4000-9000-000000000000");

        Paging.Page<ComplaintRow> first = ORDER.page(List.of(low, highest, high), null, 2);
        Paging.Page<ComplaintRow> second = ORDER.page(List.of(low, highest, high), first.end(), 2);

        assertThat(first.rows()).containsExactly(highest, high);
        assertThat(first.more()).isTrue();
        assertThat(second.rows()).containsExactly(low);
        assertThat(second.more()).isFalse();
    }

    private static ComplaintRow row(String id) {
        ComplaintRow row = new ComplaintRow();
        row.id = UUID.fromString(id);
        row.receivedAt = AT;
        return row;
    }
}
