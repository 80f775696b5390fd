package org.huifang.command.complaint;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.distributed.AnnotationRoutingStrategy;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.huifang.kernel.complaint.ComplaintCommand.ImportComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.RegisterComplaint;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.organisation.OrganisationCommand;
import org.huifang.kernel.organisation.OrganisationEvent;

/**
 * Which commands one process carries out: all of one complaint, so that its cache is of use, all registrations of one
 * centre, whose day of reception numbers them, and all about the one organisation; the others by their annotations, and none
 * without.
 */
public final class ComplaintRouting implements RoutingStrategy {
    private final RoutingStrategy annotated = AnnotationRoutingStrategy.defaultStrategy();

    @Override
    public String getRoutingKey(CommandMessage<?> command) {
        if (command.getPayload() instanceof RegisterComplaint registration) {
            return registration.centre();
        }
        if (command.getPayload() instanceof ImportComplaint history) {
            return history.centre();
        }
        if (command.getPayload() instanceof OrganisationCommand) {
            return OrganisationEvent.STREAM;
        }
        ComplaintId complaint = ComplaintTargets.complaint(command.getPayload());
        return complaint == null ? annotated.getRoutingKey(command) : complaint.toString();
    }
}
