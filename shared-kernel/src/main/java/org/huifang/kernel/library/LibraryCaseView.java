package org.huifang.kernel.library;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.huifang.kernel.complaint.ComplaintId;
import org.jspecify.annotations.Nullable;

/**
 * A case of the library.
 *
 * @param complaints it was drafted from; for the quality department only
 * @param versions all that were written, in order
 * @param published the version that readers read; absent before the first, and once it is retired
 * @param reason why it was returned or retired
 * @param readings who read which version when, the latest of each person
 */
public record LibraryCaseView(
        LibraryCaseId id,
        CaseState state,
        List<ComplaintId> complaints,
        List<Version> versions,
        @Nullable Integer published,
        @Nullable Instant publishedAt,
        @Nullable String reason,
        List<Reading> readings,
        long sequence) {

    public record Version(int version, CaseText text, Instant at, String by) {}

    public record Reading(String person, int version, Instant at) {}

    public Version newest() {
        return versions.get(versions.size() - 1);
    }

    public Optional<Version> read() {
        return versions.stream()
                .filter(version -> published != null && version.version() == published)
                .findFirst();
    }
}
