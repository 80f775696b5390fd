package org.huifang.kernel.library;

import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.huifang.kernel.Act;
import org.huifang.kernel.complaint.ComplaintId;

/** What is asked to be done with a case of the library (§4.6.5); answered by {@link org.huifang.kernel.Accepted}. */
public sealed interface LibraryCaseCommand {
    LibraryCaseId libraryCase();

    Act act();

    /** @param complaints archived ones; never shown to readers of the library */
    record DraftCase(
            @TargetAggregateIdentifier LibraryCaseId libraryCase, Act act, List<ComplaintId> complaints, CaseText text)
            implements LibraryCaseCommand {
        public static final int COMPLAINTS_AT_MOST = 50;
    }

    /** A new version; what is published stays so until this one is. */
    record ReviseCase(@TargetAggregateIdentifier LibraryCaseId libraryCase, Act act, CaseText text)
            implements LibraryCaseCommand {}

    record SubmitCase(@TargetAggregateIdentifier LibraryCaseId libraryCase, Act act) implements LibraryCaseCommand {}

    record ReturnCase(@TargetAggregateIdentifier LibraryCaseId libraryCase, Act act, String reason)
            implements LibraryCaseCommand {}

    /** By somebody else than who wrote this version. */
    record PublishCase(@TargetAggregateIdentifier LibraryCaseId libraryCase, Act act) implements LibraryCaseCommand {}

    record RetireCase(@TargetAggregateIdentifier LibraryCaseId libraryCase, Act act, String reason)
            implements LibraryCaseCommand {}

    /** Refused unless readers may read it; nothing happens by it. */
    record RequirePublished(@TargetAggregateIdentifier LibraryCaseId libraryCase, Act act)
            implements LibraryCaseCommand {}

    /** That the person has read the published version. */
    record ReadCase(@TargetAggregateIdentifier LibraryCaseId libraryCase, Act act) implements LibraryCaseCommand {}
}
