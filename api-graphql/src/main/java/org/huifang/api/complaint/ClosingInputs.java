package org.huifang.api.complaint;

import java.time.Instant;
import java.time.YearMonth;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.ArchiveRecord;
import org.huifang.kernel.complaint.ComplaintCommand.ArrangeReturnVisit;
import org.huifang.kernel.complaint.ComplaintCommand.CloseComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.CorrectArchivedRecord;
import org.huifang.kernel.complaint.ComplaintCommand.HandOverRecord;
import org.huifang.kernel.complaint.ComplaintCommand.RaiseAgain;
import org.huifang.kernel.complaint.ComplaintCommand.RateHandling;
import org.huifang.kernel.complaint.ComplaintCommand.RecordReturnVisit;
import org.huifang.kernel.complaint.ComplaintCommand.ReopenComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.WaiveReturnVisit;
import org.huifang.kernel.complaint.ComplaintCommand.WithdrawComplaint;
import org.huifang.kernel.complaint.Handling.ReopenReason;
import org.jspecify.annotations.Nullable;

/** §4.6.4, §4.4.1 a: what is sent to visit, rate, close, withdraw, raise again and reopen. */
interface ClosingInputs {

    record Arrange(@Nullable String visitor, @Nullable Instant planned) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new ArrangeReturnVisit(c.complaint(), c.act(), c.maybeName("visitor", visitor), planned);
        }
    }

    record Visit(
            HandlingInputs.MeansInput means,
            boolean reached,
            @Nullable Integer satisfaction,
            @Nullable String words) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new RecordReturnVisit(
                    c.complaint(),
                    c.act(),
                    means.value(c),
                    reached,
                    satisfaction,
                    c.maybe("words", words, Composing.TEXT));
        }
    }

    record Rate(int satisfaction, @Nullable String words) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new RateHandling(c.complaint(), c.act(), satisfaction, c.maybe("words", words, Composing.TEXT));
        }
    }

    record Waive(String reason) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new WaiveReturnVisit(c.complaint(), c.act(), c.text("reason", reason, Composing.TEXT));
        }
    }

    record Close(@Nullable String note) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new CloseComplaint(c.complaint(), c.act(), c.maybe("note", note, Composing.TEXT));
        }
    }

    record HandOver(YearMonth month) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new HandOverRecord(c.complaint(), c.act(), month);
        }
    }

    record Archive(@Nullable String note) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new ArchiveRecord(c.complaint(), c.act(), c.maybe("note", note, Composing.TEXT));
        }
    }

    record Correct(String correction) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new CorrectArchivedRecord(
                    c.complaint(), c.act(), c.text("correction", correction, Composing.COURSE));
        }
    }

    record Withdraw(String reason) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new WithdrawComplaint(c.complaint(), c.act(), c.text("reason", reason, Composing.TEXT));
        }
    }

    record Again(String words) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new RaiseAgain(c.complaint(), c.act(), c.text("words", words, Composing.TEXT));
        }
    }

    record Reopen(ReopenReason reason, String explanation) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new ReopenComplaint(
                    c.complaint(), c.act(), reason, c.text("explanation", explanation, Composing.TEXT));
        }
    }
}
