package org.huifang.command.complaint;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.CheckPromises;

/** Which complaint a command is for; by the annotations the framework would search the command's class each time. */
public final class ComplaintTargets implements CommandTargetResolver {

    @Override
    public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> command) {
        Object payload = command.getPayload();
        var complaint =
                payload instanceof CheckPromises check ? check.complaint() : ((ComplaintCommand) payload).complaint();
        return new VersionedAggregateIdentifier((Object) complaint.toString(), null);
    }
}
