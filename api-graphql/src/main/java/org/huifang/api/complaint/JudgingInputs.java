package org.huifang.api.complaint;

import java.time.Instant;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.AppealJudgement;
import org.huifang.kernel.complaint.ComplaintCommand.AssessSeverity;
import org.huifang.kernel.complaint.ComplaintCommand.ClassifyComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.DecideAppeal;
import org.huifang.kernel.complaint.ComplaintCommand.DirectDisposal;
import org.huifang.kernel.complaint.ComplaintCommand.LowerSeverity;
import org.huifang.kernel.complaint.ComplaintCommand.PresentComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.RaiseSeverity;
import org.huifang.kernel.complaint.ComplaintCommand.ReclassifyComplaint;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;

/** §4.3–§4.5.2: what is sent to judge a complaint, and to present it. */
interface JudgingInputs {

    record Classify(Classification classification, @Nullable Criterion criterion, String reason) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new ClassifyComplaint(
                    c.complaint(), c.act(), classification, criterion, c.text("reason", reason, Composing.TEXT));
        }
    }

    record Reclassify(
            Classification classification, @Nullable Criterion criterion, String reason) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new ReclassifyComplaint(
                    c.complaint(), c.act(), classification, criterion, c.text("reason", reason, Composing.TEXT));
        }
    }

    record Appeal(String reason) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new AppealJudgement(c.complaint(), c.act(), c.text("reason", reason, Composing.TEXT));
        }
    }

    record Decide(
            @Nullable Classification classification,
            @Nullable Criterion criterion,
            String reason) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new DecideAppeal(
                    c.complaint(), c.act(), classification, criterion, c.text("reason", reason, Composing.TEXT));
        }
    }

    record Assess(Severity severity, SeverityGround ground, String reason) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new AssessSeverity(
                    c.complaint(), c.act(), severity, ground, c.text("reason", reason, Composing.TEXT));
        }
    }

    record Raise(Severity severity, SeverityGround ground, String reason) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new RaiseSeverity(
                    c.complaint(), c.act(), severity, ground, c.text("reason", reason, Composing.TEXT));
        }
    }

    record Lower(Severity severity, SeverityGround ground, String reason) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new LowerSeverity(
                    c.complaint(), c.act(), severity, ground, c.text("reason", reason, Composing.TEXT));
        }
    }

    record Present(Role to, @Nullable String note) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new PresentComplaint(c.complaint(), c.act(), to, c.maybe("note", note, Composing.TEXT));
        }
    }

    record Direct(String instruction, @Nullable Instant limit) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new DirectDisposal(
                    c.complaint(), c.act(), c.text("instruction", instruction, Composing.TEXT), limit);
        }
    }
}
