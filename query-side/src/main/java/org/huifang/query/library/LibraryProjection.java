package org.huifang.query.library;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.library.CaseState;
import org.huifang.kernel.library.CaseText;
import org.huifang.kernel.library.LibraryCaseEvent;
import org.huifang.kernel.library.LibraryCaseEvent.CaseDrafted;
import org.huifang.kernel.library.LibraryCaseEvent.CasePublished;
import org.huifang.kernel.library.LibraryCaseEvent.CaseRead;
import org.huifang.kernel.library.LibraryCaseEvent.CaseRetired;
import org.huifang.kernel.library.LibraryCaseEvent.CaseReturned;
import org.huifang.kernel.library.LibraryCaseEvent.CaseRevised;
import org.huifang.kernel.library.LibraryCaseEvent.CaseSubmitted;
import org.huifang.kernel.library.LibraryCaseId;
import org.huifang.kernel.library.LibraryCaseView;
import org.huifang.kernel.library.LibraryCaseView.Reading;
import org.huifang.kernel.library.LibraryCaseView.Version;
import org.huifang.query.projection.ViewProjection;
import org.huifang.query.search.Bigrams;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** Keeps the cases of the library, found by any part of their texts. */
public final class LibraryProjection extends ViewProjection<LibraryCaseEvent, LibraryCaseView> {

    public LibraryProjection(ObjectMapper json) {
        super(
                json,
                LibraryCaseEvent.class,
                LibraryCaseView.class,
                LibraryCaseId.KIND,
                "state text",
                "criterion text",
                "severity text",
                "department text",
                "tags varchar[]",
                "published_at timestamptz",
                "words tsvector");
    }

    @Override
    protected List<@Nullable Object> foundBy(LibraryCaseView view) {
        CaseText text = view.read().orElseGet(view::newest).text();
        return Arrays.asList(
                view.state(),
                text.criterion(),
                text.severity(),
                text.department(),
                text.tags(),
                view.publishedAt(),
                Bigrams.vector(List.copyOf(text.texts().values())));
    }

    @Override
    protected LibraryCaseView after(
            @Nullable LibraryCaseView before, LibraryCaseEvent event, long sequence, long position) {
        Stamp stamp = event.stamp();
        if (event instanceof CaseDrafted e) {
            Version first = new Version(1, e.text(), stamp.at(), stamp.person());
            return new LibraryCaseView(
                    e.libraryCase(),
                    CaseState.DRAFT,
                    e.complaints(),
                    List.of(first),
                    null,
                    null,
                    null,
                    List.of(),
                    sequence);
        }
        LibraryCaseView view = Objects.requireNonNull(before, "a case begins with its draft");
        if (event instanceof CaseRevised e) {
            List<Version> versions = new ArrayList<>(view.versions());
            versions.add(new Version(e.version(), e.text(), stamp.at(), stamp.person()));
            return with(
                    view,
                    CaseState.DRAFT,
                    versions,
                    view.published(),
                    view.publishedAt(),
                    null,
                    view.readings(),
                    sequence);
        }
        if (event instanceof CaseSubmitted) {
            return with(
                    view,
                    CaseState.IN_REVIEW,
                    view.versions(),
                    view.published(),
                    view.publishedAt(),
                    null,
                    view.readings(),
                    sequence);
        }
        if (event instanceof CaseReturned e) {
            return with(
                    view,
                    CaseState.RETURNED,
                    view.versions(),
                    view.published(),
                    view.publishedAt(),
                    e.reason(),
                    view.readings(),
                    sequence);
        }
        if (event instanceof CasePublished e) {
            return with(
                    view,
                    CaseState.PUBLISHED,
                    view.versions(),
                    e.version(),
                    stamp.at(),
                    null,
                    view.readings(),
                    sequence);
        }
        if (event instanceof CaseRetired e) {
            return with(view, CaseState.RETIRED, view.versions(), null, null, e.reason(), view.readings(), sequence);
        }
        CaseRead read = (CaseRead) event;
        List<Reading> readings = new ArrayList<>(view.readings());
        readings.removeIf(reading -> reading.person().equals(stamp.person()));
        readings.add(new Reading(stamp.person(), read.version(), stamp.at()));
        return with(
                view,
                view.state(),
                view.versions(),
                view.published(),
                view.publishedAt(),
                view.reason(),
                readings,
                sequence);
    }

    private static LibraryCaseView with(
            LibraryCaseView view,
            CaseState state,
            List<Version> versions,
            @Nullable Integer published,
            @Nullable Instant publishedAt,
            @Nullable String reason,
            List<Reading> readings,
            long sequence) {
        return new LibraryCaseView(
                view.id(),
                state,
                view.complaints(),
                List.copyOf(versions),
                published,
                publishedAt,
                reason,
                List.copyOf(readings),
                sequence);
    }
}
