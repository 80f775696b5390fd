package org.huifang.kernel.complaint;

import java.time.Instant;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/** Values that speak of handling a complaint and telling its owner (§4.6, §4.8). */
public interface Handling {

    /** What will be done, by whom and by when (§4.6.1). */
    record Measure(MeasureKind kind, Personal what, String who, Instant by) {}

    enum MeasureKind {
        CORRECTIVE,
        PREVENTIVE
    }

    enum DemandMet {
        FULLY,
        PARTLY,
        NOT
    }

    /** Why a demand is not, or only partly, met (§4.8). */
    enum UnmetReason {
        AGAINST_LAWFUL_INTEREST,
        UNLAWFUL,
        EXCESSIVE,
        IMPOSSIBLE
    }

    /** How the owner was told or visited; other means than §4.6.3's two are named. */
    record Means(MeansKind kind, @Nullable String named) {}

    enum MeansKind {
        COMPUTER_NOTICE,
        HOME_VISIT,
        PHONE,
        OTHER
    }

    /** Why a complaint is opened again (§4.6.4). */
    enum ReopenReason {
        OWNER_DISSATISFIED,
        RECURRED,
        NEW_FACTS,
        /** The owner raised it again after it was closed or withdrawn. */
        RAISED_AGAIN,
        OTHER
    }

    /** What joins two complaints (§4.4.1 a, §4.6.6). */
    enum LinkKind {
        /** One cause behind several owners' complaints; each keeps its life and its visit. */
        SAME_CAUSE,
        /** The same matter of the same complainant: merged into the earlier one. */
        DUPLICATE,
        /** The same matter, raised again too long after the earlier one was closed. */
        RAISED_LATER
    }
}
