package org.huifang.command.complaint;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.Repository;
import org.huifang.command.Authority;
import org.huifang.command.Rule;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.RecentlyUsed;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.ImportComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.RegisterComplaint;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.complaint.TryImport;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.HouseRules;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.organisation.Role;

/**
 * Registers complaints (§4.5.1), one by one or as whole histories: the centre's day gives the number and the complaint
 * begins, in one append. A complaint that is there already conflicts, as does a number given twice: what has just come to
 * nothing is looked for when it is tried again, and not before, for nearly all complaints are new. A history to be imported
 * is looked for at once: a list may be taken again, and its check appends nothing that could conflict.
 */
public final class RegistrationHandler {
    private static final Callable<ReceptionDay> NEW_DAY = ReceptionDay::new;
    private static final int CAME_TO_NOTHING_AT_MOST = 10_000;

    private final Repository<ReceptionDay> days;
    private final Repository<Complaint> complaints;
    private final EventStore store;
    private final CompanyDirectory directory;
    private final Map<String, Boolean> cameToNothing = RecentlyUsed.map(CAME_TO_NOTHING_AT_MOST);

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
        Role role = Authority.require(Operation.REGISTER, command.act(), Place.of(command.centre()), directory);
        Centre centre = centre(command.centre());
        Instant now = Deciding.seconds(command.act().recordedAt());
        HouseRules house = directory.current().policyAt(now).house();
        Instant receivedAt = ActRules.requireMoment(command.act(), now, Instant.EPOCH, house.statedBackAtMost());
        RegisteringRules.REGISTER.require(receivedAt, command);
        Known.require(RegisteringRules.NAMINGS, command, directory);
        return begin(
                command,
                centre,
                cameToNothing.containsKey(command.complaint().toString()),
                number -> new Complaint(command, number, centre, role, directory),
                complaint -> new Accepted(command.complaint().toString(), complaint.version(), false));
    }

    @CommandHandler
    public Accepted handle(ImportComplaint command) throws Exception {
        Authority.require(Operation.IMPORT, command.act(), Place.of(command.centre()), directory);
        Centre centre = centre(command.centre());
        ImportRules.IMPORT.require(Deciding.seconds(command.act().recordedAt()), command);
        return begin(
                command,
                centre,
                true,
                number -> new Complaint(command, number, centre, directory),
                complaint -> ImportRules.play(complaint, command, directory));
    }

    /** All that it did is undone by what it throws. */
    @CommandHandler
    public void handle(TryImport command) throws Exception {
        handle(command.history());
        throw new TryImport.Possible();
    }

    private Centre centre(String id) {
        return directory
                .current()
                .centre(id)
                .or(() -> directory.refreshed().centre(id))
                .orElseThrow(() -> new RefusedException(Rule.refusal("CENTRE_KNOWN", "§4.5.1", "centre", "没有这个服务中心")));
    }

    private Accepted begin(
            ComplaintCommand command,
            Centre centre,
            boolean mayBeThere,
            Function<RecordNumber, Complaint> beginning,
            Function<Aggregate<Complaint>, Accepted> afterwards)
            throws Exception {
        LocalDate today = LocalDate.ofInstant(command.act().recordedAt(), centre.zone());
        var day = days.loadOrCreate(ReceptionDay.name(centre.id(), today), NEW_DAY);
        String id = command.complaint().toString();
        if (mayBeThere && store.lastSequenceNumberFor(id).isPresent()) {
            return complaints.load(id).invoke(complaint -> repeated(complaint, command.act()));
        }
        CurrentUnitOfWork.get().onRollback(work -> cameToNothing.put(id, true));
        RecordNumber number = day.invoke(d -> d.giveNumber(centre.id(), today, command.complaint()));
        return afterwards.apply(complaints.newInstance(() -> beginning.apply(number)));
    }

    private static Accepted repeated(Complaint complaint, Act act) {
        if (!ActRules.repeats(complaint, act)) {
            throw new RefusedException(Rule.refusal("COMPLAINT_ID_TAKEN", "§4.5.1", "complaint", "这个投诉编号已被使用"));
        }
        return new Accepted(complaint.id.toString(), AggregateLifecycle.getVersion(), true);
    }
}
