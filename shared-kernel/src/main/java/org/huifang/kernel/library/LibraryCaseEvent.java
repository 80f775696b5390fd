package org.huifang.kernel.library;

import java.util.List;
import org.huifang.kernel.EventName;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.ComplaintId;

/** What happens to a case of the library. Every record is stored for ever: change one only through an upcaster. */
public sealed interface LibraryCaseEvent {
    LibraryCaseId libraryCase();

    Stamp stamp();

    /** §4.6.5; version 1. */
    @EventName("library.case-drafted")
    record CaseDrafted(LibraryCaseId libraryCase, List<ComplaintId> complaints, CaseText text, Stamp stamp)
            implements LibraryCaseEvent {}

    /** §4.6.5; {@code version} counts on. */
    @EventName("library.case-revised")
    record CaseRevised(LibraryCaseId libraryCase, int version, CaseText text, Stamp stamp)
            implements LibraryCaseEvent {}

    /** §4.6.5 */
    @EventName("library.case-submitted")
    record CaseSubmitted(LibraryCaseId libraryCase, int version, Stamp stamp) implements LibraryCaseEvent {}

    /** §4.6.5 */
    @EventName("library.case-returned")
    record CaseReturned(LibraryCaseId libraryCase, int version, String reason, Stamp stamp)
            implements LibraryCaseEvent {}

    /** §4.6.5 */
    @EventName("library.case-published")
    record CasePublished(LibraryCaseId libraryCase, int version, Stamp stamp) implements LibraryCaseEvent {}

    /** §4.6.5; it stays, and is no longer found. */
    @EventName("library.case-retired")
    record CaseRetired(LibraryCaseId libraryCase, String reason, Stamp stamp) implements LibraryCaseEvent {}

    /** §4.6.5 */
    @EventName("library.case-read")
    record CaseRead(LibraryCaseId libraryCase, int version, Stamp stamp) implements LibraryCaseEvent {}
}
