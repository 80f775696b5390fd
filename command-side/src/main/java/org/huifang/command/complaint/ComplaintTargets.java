package org.huifang.command.complaint;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.AnnotationCommandTargetResolver;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.CheckPromises;
import org.huifang.kernel.complaint.ComplaintId;
import org.jspecify.annotations.Nullable;

/** Which aggregate a command is for: told at once for complaints, else by the annotations that are searched each time. */
public final class ComplaintTargets implements CommandTargetResolver {
    private final CommandTargetResolver annotated =
            AnnotationCommandTargetResolver.builder().build();

    @Override
    public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> command) {
        ComplaintId complaint = complaint(command.getPayload());
        return complaint == null
                ? annotated.resolveTarget(command)
                : new VersionedAggregateIdentifier((Object) complaint.toString(), null);
    }

    /** Null where the command is none of a complaint's, or says so by its annotations only. */
    static @Nullable ComplaintId complaint(Object command) {
        if (command instanceof ComplaintCommand ofComplaint) {
            return ofComplaint.complaint();
        }
        return command instanceof CheckPromises check ? check.complaint() : null;
    }
}
