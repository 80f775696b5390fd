package org.huifang.kernel.complaint;

import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.organisation.Operation;

/**
 * What the person could do about a complaint as it stands, asked of the complaint itself, whose rules alone know; answered
 * by {@link Steps}. Nothing comes of it.
 */
public record LookAtSteps(@TargetAggregateIdentifier ComplaintId complaint, String person, Instant at) {

    /** Those that one of the person's roles may take; no others. */
    public record Steps(List<Step> steps) {}

    /** @param refusals why not, whatever would be entered; empty: possible, as far as can be said before something is */
    public record Step(Operation operation, List<Refusal> refusals) {}
}
