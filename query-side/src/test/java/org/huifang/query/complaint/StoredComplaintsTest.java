package org.huifang.query.complaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.instancio.Select.all;
import static org.instancio.Select.fields;

import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.owner.Personal;
import org.instancio.Instancio;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class StoredComplaintsTest {
    private final StoredComplaints stored =
            new StoredComplaints(JsonMapper.builder().build());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void aViewComesBackAsItWasStored(long seed) {
        ComplaintView view = view(seed);

        String text = stored.text(view);

        assertThat(view.promises()).isNotEmpty();
        assertThat(stored.view(text)).isEqualTo(view);
        assertThat(text).doesNotContain("\":null", "\"verdict\"", "asRecorded");
    }

    /** With some of what may be absent; what it says of itself, and its promises of whose they are, agree. */
    private static ComplaintView view(long seed) {
        ComplaintDraft draft = new ComplaintDraft(Instancio.of(ComplaintView.class)
                .withSeed(seed)
                .supply(all(Personal.class), random -> new Personal(random.alphanumeric(22), random.alphanumeric(40)))
                .withNullable(fields(field -> field.getAnnotatedType().isAnnotationPresent(Nullable.class)))
                .create());
        draft.promises.replaceAll(p -> DraftedPromises.view(draft, DraftedPromises.observed(p)));
        return draft.view();
    }
}
