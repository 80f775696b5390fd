package org.huifang.command.complaint;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.AnnotationCommandTargetResolver;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.CheckPromises;
import org.huifang.kernel.complaint.ComplaintId;

/** Which aggregate a command is for: told at once for complaints, else by the annotations that are searched each time. */
public final class ComplaintTargets implements CommandTargetResolver {
    private final CommandTargetResolver annotated =
            AnnotationCommandTargetResolver.builder().build();

    @Override
    public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> command) {
        if (command.getPayload() instanceof ComplaintCommand ofComplaint) {
            return target(ofComplaint.complaint());
        }
        return command.getPayload() instanceof CheckPromises check
                ? target(check.complaint())
                : annotated.resolveTarget(command);
    }

    private static VersionedAggregateIdentifier target(ComplaintId complaint) {
        return new VersionedAggregateIdentifier((Object) complaint.toString(), null);
    }
}
