package org.huifang.command.complaint;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.huifang.command.Rule;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintCommand.LinkComplaints;
import org.huifang.kernel.organisation.CompanyDirectory;

/** Links two complaints (§4.4.1 a, §4.6.6): both say so in one append, or neither does. */
public final class LinkHandler {
    private final Repository<Complaint> complaints;
    private final CompanyDirectory directory;

    public LinkHandler(Repository<Complaint> complaints, CompanyDirectory directory) {
        this.complaints = complaints;
        this.directory = directory;
    }

    @CommandHandler
    public Accepted handle(LinkComplaints command) {
        String later = command.complaint().toString();
        String earlier = command.to().toString();
        // Always in the same order, so that two links of the same pair do not wait for each other.
        Map<String, Aggregate<Complaint>> both = new HashMap<>();
        Stream.of(later, earlier).distinct().sorted().forEach(id -> both.put(id, load(id, id.equals(later))));
        LinkRules.End end = both.get(earlier).invoke(LinkRules.End::of);
        Accepted accepted = both.get(later).invoke(complaint -> complaint.link(command, end, directory));
        if (!accepted.repeated()) {
            LinkRules.End laterEnd = both.get(later).invoke(LinkRules.End::of);
            var stamp = Objects.requireNonNull(both.get(later).invoke(complaint -> complaint.lastLink));
            both.get(earlier).execute(complaint -> complaint.linkedFrom(command, laterEnd, stamp, directory));
        }
        return accepted;
    }

    private Aggregate<Complaint> load(String id, boolean later) {
        try {
            return complaints.load(id);
        } catch (AggregateNotFoundException e) {
            if (later) {
                throw e;
            }
            throw new RefusedException(Rule.refusal("COMPLAINT_KNOWN", "§4.6.6", "to", "没有这件投诉"));
        }
    }
}
