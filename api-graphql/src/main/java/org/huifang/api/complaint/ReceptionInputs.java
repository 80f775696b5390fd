package org.huifang.api.complaint;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.huifang.kernel.complaint.Amendment;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.AmendRecord;
import org.huifang.kernel.complaint.ComplaintCommand.AttachEvidence;
import org.huifang.kernel.complaint.ComplaintCommand.CallInSuperior;
import org.huifang.kernel.complaint.ComplaintCommand.LinkComplaints;
import org.huifang.kernel.complaint.ComplaintCommand.RegisterComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.TransferComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.VoidComplaint;
import org.huifang.kernel.complaint.Handling.LinkKind;
import org.huifang.kernel.complaint.Reception;
import org.huifang.kernel.complaint.Reception.Capacity;
import org.huifang.kernel.complaint.Reception.Channel;
import org.huifang.kernel.complaint.Reception.Complainant;
import org.huifang.kernel.complaint.Reception.ContactMethod;
import org.huifang.kernel.complaint.Reception.Content;
import org.huifang.kernel.complaint.Reception.Occurrence;
import org.huifang.kernel.complaint.Reception.Respondent;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;

/** §4.5.1, §4.6.1: what reception sends. */
interface ReceptionInputs {

    record Register(
            String centre,
            Channel channel,
            @Nullable Instant arrivedAt,
            OccurrenceInput occurred,
            @Nullable String place,
            RespondentInput respondent,
            String course,
            @Nullable String demand,
            @Nullable Instant requestedDeadline,
            ComplainantInput complainant,
            int raisedBefore,
            @Nullable Set<Content> toFollow)
            implements StepInput {

        @Override
        public RegisterComplaint command(Composing c) {
            c.ownedBy(complainant.owner());
            return new RegisterComplaint(c.complaint(), c.name("centre", centre), c.act(), reception(c));
        }

        /** As what was posted on a forum then. */
        Register posted(Instant at) {
            return new Register(
                    centre,
                    Channel.FORUM,
                    at,
                    occurred,
                    place,
                    respondent,
                    course,
                    demand,
                    requestedDeadline,
                    complainant,
                    raisedBefore,
                    toFollow);
        }

        Reception reception(Composing c) {
            return new Reception(
                    channel,
                    arrivedAt,
                    occurred.value(c),
                    c.maybe("place", place, Composing.LINE),
                    respondent.value(c),
                    c.text("course", course, Composing.COURSE),
                    c.maybe("demand", demand, Composing.TEXT),
                    requestedDeadline,
                    complainant.value(c),
                    raisedBefore,
                    toFollow == null || toFollow.isEmpty() ? null : EnumSet.copyOf(toFollow));
        }
    }

    record OccurrenceInput(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String words) {
        Occurrence value(Composing c) {
            return new Occurrence(from, to, c.maybe("occurred.words", words, Composing.LINE));
        }
    }

    record RespondentInput(
            @Nullable String person,
            @Nullable String department,
            @Nullable String named) {
        Respondent value(Composing c) {
            return new Respondent(
                    c.maybeName("respondent.person", person),
                    c.maybeName("respondent.department", department),
                    c.maybe("respondent.named", named, Composing.LINE));
        }
    }

    record ComplainantInput(
            Capacity capacity,
            @Nullable String name,
            @Nullable String room,
            ContactMethod method,
            @Nullable String contact,
            @Nullable String noContactWhy,
            @Nullable String owner) {
        Complainant value(Composing c) {
            return new Complainant(
                    capacity,
                    c.maybe("complainant.name", name, Composing.LINE),
                    c.maybe("complainant.room", room, Composing.LINE),
                    method,
                    c.maybe("complainant.contact", contact, Composing.LINE),
                    c.maybe("complainant.noContactWhy", noContactWhy, Composing.LINE),
                    c.owner("complainant.owner", owner));
        }
    }

    record Amend(
            String reason,
            @Nullable Channel channel,
            @Nullable Instant arrivedAt,
            @Nullable OccurrenceInput occurred,
            @Nullable String place,
            @Nullable RespondentInput respondent,
            @Nullable String course,
            @Nullable String demand,
            @Nullable ComplainantInput complainant)
            implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            Amendment amendment = new Amendment(
                    channel,
                    arrivedAt,
                    occurred == null ? null : occurred.value(c),
                    c.maybe("place", place, Composing.LINE),
                    respondent == null ? null : respondent.value(c),
                    c.maybe("course", course, Composing.COURSE),
                    c.maybe("demand", demand, Composing.TEXT),
                    complainant == null ? null : complainant.value(c));
            return new AmendRecord(c.complaint(), c.act(), amendment, c.text("reason", reason, Composing.TEXT));
        }
    }

    record CallIn(Role superior, @Nullable String note) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new CallInSuperior(c.complaint(), c.act(), superior, c.maybe("note", note, Composing.TEXT));
        }
    }

    record Attach(String sha256, String title) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new AttachEvidence(
                    c.complaint(), c.act(), c.name("sha256", sha256), c.text("title", title, Composing.LINE));
        }
    }

    record Transfer(String centre, String reason) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new TransferComplaint(
                    c.complaint(), c.act(), c.name("centre", centre), c.text("reason", reason, Composing.TEXT));
        }
    }

    record MakeVoid(String reason) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new VoidComplaint(c.complaint(), c.act(), c.text("reason", reason, Composing.TEXT));
        }
    }

    record Link(String to, LinkKind kind, String reason) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new LinkComplaints(
                    c.complaint(), c.act(), c.complaintId("to", to), kind, c.text("reason", reason, Composing.TEXT));
        }
    }
}
