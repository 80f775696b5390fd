package org.huifang.query.complaint;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.promise.ObservedPromise;
import tools.jackson.databind.ObjectMapper;

/**
 * What stands in {@code complaint.view}: the view as JSON, without what is absent, and its promises as bare values in their
 * order. Under names, and each saying again whose it is, they would be more than half of the text.
 */
public final class StoredComplaints {
    private final ObjectMapper json;

    public StoredComplaints(ObjectMapper json) {
        this.json = json.rebuild()
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .addMixIn(ComplaintView.class, WithoutPromises.class)
                .addMixIn(ObservedPromise.class, BareValues.class)
                .build();
    }

    private record Stored(ComplaintView view, List<ObservedPromise> promises) {}

    @JsonIgnoreProperties("promises")
    private interface WithoutPromises {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    private interface BareValues {}

    String text(ComplaintView view) {
        return json.writeValueAsString(new Stored(
                view, view.promises().stream().map(DraftedPromises::observed).toList()));
    }

    public ComplaintView view(String text) {
        Stored stored = json.readValue(text, Stored.class);
        return ComplaintDraft.of(stored.view(), stored.promises()).view();
    }
}
