package org.huifang.kernel.promise;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was observed of one promise. Stored in events for ever: a change of shape needs an upcaster. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PromiseChange.Made.class, name = "made"),
    @JsonSubTypes.Type(value = PromiseChange.DueReplaced.class, name = "due"),
    @JsonSubTypes.Type(value = PromiseChange.Warned.class, name = "warned"),
    @JsonSubTypes.Type(value = PromiseChange.Met.class, name = "met"),
    @JsonSubTypes.Type(value = PromiseChange.Missed.class, name = "missed"),
    @JsonSubTypes.Type(value = PromiseChange.Escalated.class, name = "escalated"),
    @JsonSubTypes.Type(value = PromiseChange.Cancelled.class, name = "cancelled"),
    @JsonSubTypes.Type(value = PromiseChange.Restated.class, name = "restated")
})
public sealed interface PromiseChange {
    PromiseKind promise();

    int n();

    record Made(PromiseKind promise, int n, Instant clock, Instant due, int policyVersion) implements PromiseChange {}

    /** The manager, or the owner's consent, set another limit. */
    record DueReplaced(PromiseKind promise, int n, Instant due) implements PromiseChange {}

    /** @param percent of the span that has passed */
    record Warned(PromiseKind promise, int n, int percent) implements PromiseChange {}

    /** In time, or late where it stands missed. */
    record Met(PromiseKind promise, int n, Instant at, Verdict asRecorded) implements PromiseChange {}

    /** At its due. */
    record Missed(PromiseKind promise, int n) implements PromiseChange {}

    /** @param level 1 supervisor, 2 manager, 3 leader */
    record Escalated(PromiseKind promise, int n, int level) implements PromiseChange {}

    record Cancelled(PromiseKind promise, int n, Instant at) implements PromiseChange {}

    /** A fact recorded late changed what had been said. */
    record Restated(
            PromiseKind promise,
            int n,
            Instant clock,
            Instant due,
            Verdict verdict,
            @Nullable Instant at,
            @Nullable Instant metLateAt,
            Verdict asRecorded)
            implements PromiseChange {}
}
