package org.huifang.command.complaint;

import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.Repository;
import org.huifang.command.Rule;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintCommand.RegisterComplaint;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Role;

/**
 * Registers a complaint (§4.5.1): the centre's day gives the number and the complaint begins, in one append. Holding
 * the day while looking whether the complaint is there already is what makes concurrent retries one registration.
 */
public final class RegistrationHandler {
    private static final Callable<ReceptionDay> NEW_DAY = ReceptionDay::new;

    private final Repository<ReceptionDay> days;
    private final Repository<Complaint> complaints;
    private final EventStore store;
    private final CompanyDirectory directory;

    public RegistrationHandler(
            Repository<ReceptionDay> days,
            Repository<Complaint> complaints,
            EventStore store,
            CompanyDirectory directory) {
        this.days = days;
        this.complaints = complaints;
        this.store = store;
        this.directory = directory;
    }

    @CommandHandler
    public Accepted handle(RegisterComplaint command) throws Exception {
        Role role = ActRules.requireRole(command.act(), Operation.REGISTER, command.centre(), null, directory);
        Centre centre = directory
                .current()
                .centre(command.centre())
                .or(() -> directory.refreshed().centre(command.centre()))
                .orElseThrow(() -> new RefusedException(Rule.refusal("CENTRE_KNOWN", "§4.5.1", "centre", "没有这个服务中心")));
        Instant now = Complaint.seconds(command.act().recordedAt());
        RegisteringRules.REGISTER.require(ActRules.requireMoment(command.act(), now, Instant.EPOCH), command);

        LocalDate today = LocalDate.ofInstant(now, centre.zone());
        var day = days.loadOrCreate(ReceptionDay.name(centre.id(), today), NEW_DAY);
        String id = command.complaint().toString();
        if (store.lastSequenceNumberFor(id).isPresent()) {
            return complaints.load(id).invoke(complaint -> repeated(complaint, command));
        }
        RecordNumber number = day.invoke(d -> d.giveNumber(centre.id(), today, command.complaint()));
        var complaint = complaints.newInstance(() -> new Complaint(command, number, centre, role));
        return new Accepted(id, complaint.version(), false);
    }

    private static Accepted repeated(Complaint complaint, RegisterComplaint command) {
        if (!ActRules.repeats(complaint, command.act())) {
            throw new RefusedException(Rule.refusal("COMPLAINT_ID_TAKEN", "§4.5.1", "complaint", "这个投诉编号已被使用"));
        }
        return new Accepted(command.complaint().toString(), AggregateLifecycle.getVersion(), true);
    }
}
