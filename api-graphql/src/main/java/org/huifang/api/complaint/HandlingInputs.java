package org.huifang.api.complaint;

import java.time.Instant;
import java.util.List;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.AcceptHandlingRecord;
import org.huifang.kernel.complaint.ComplaintCommand.AgreeLimit;
import org.huifang.kernel.complaint.ComplaintCommand.AskToAssist;
import org.huifang.kernel.complaint.ComplaintCommand.CompleteHandling;
import org.huifang.kernel.complaint.ComplaintCommand.ExplainUnmetDemand;
import org.huifang.kernel.complaint.ComplaintCommand.InformOwner;
import org.huifang.kernel.complaint.ComplaintCommand.PlanMeasures;
import org.huifang.kernel.complaint.ComplaintCommand.RecordHandlingStep;
import org.huifang.kernel.complaint.ComplaintCommand.ReportToSupervisor;
import org.huifang.kernel.complaint.ComplaintCommand.ReturnRouting;
import org.huifang.kernel.complaint.ComplaintCommand.RouteComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.SendBackHandlingRecord;
import org.huifang.kernel.complaint.ComplaintCommand.SubmitHandlingRecord;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.Means;
import org.huifang.kernel.complaint.Handling.MeansKind;
import org.huifang.kernel.complaint.Handling.Measure;
import org.huifang.kernel.complaint.Handling.MeasureKind;
import org.huifang.kernel.complaint.Handling.UnmetReason;
import org.huifang.kernel.promise.Fact.SendBackReason;
import org.jspecify.annotations.Nullable;

/** §4.6.1–§4.6.3, §4.8: what is sent to route, handle and record a complaint, and to tell the result. */
interface HandlingInputs {
    /** More than anybody plans for one complaint. */
    int MEASURES_AT_MOST = 20;

    record Route(String department, @Nullable String note) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new RouteComplaint(
                    c.complaint(), c.act(), c.name("department", department), c.maybe("note", note, Composing.TEXT));
        }
    }

    record ReturnRoute(String reason) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new ReturnRouting(c.complaint(), c.act(), c.text("reason", reason, Composing.TEXT));
        }
    }

    record Assist(String department, String what) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new AskToAssist(
                    c.complaint(), c.act(), c.name("department", department), c.text("what", what, Composing.TEXT));
        }
    }

    record Limit(Instant limit, String consent) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new AgreeLimit(c.complaint(), c.act(), limit, c.text("consent", consent, Composing.TEXT));
        }
    }

    record MeasureInput(MeasureKind kind, String what, String who, Instant by) {}

    record Plan(List<MeasureInput> measures) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            c.atMost("measures", measures, MEASURES_AT_MOST);
            return new PlanMeasures(
                    c.complaint(),
                    c.act(),
                    measures.stream()
                            .limit(MEASURES_AT_MOST)
                            .map(m -> new Measure(
                                    m.kind(),
                                    c.text("measures.what", m.what(), Composing.TEXT),
                                    c.name("measures.who", m.who()),
                                    m.by()))
                            .toList());
        }
    }

    record Step(String what) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new RecordHandlingStep(c.complaint(), c.act(), c.text("what", what, Composing.TEXT));
        }
    }

    record Complete(
            String result,
            DemandMet demandMet,
            @Nullable UnmetReason unmetReason,
            @Nullable String whyNoMeasures) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new CompleteHandling(
                    c.complaint(),
                    c.act(),
                    c.text("result", result, Composing.TEXT),
                    demandMet,
                    unmetReason,
                    c.maybe("whyNoMeasures", whyNoMeasures, Composing.TEXT));
        }
    }

    record Submit(String course) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new SubmitHandlingRecord(c.complaint(), c.act(), c.text("course", course, Composing.COURSE));
        }
    }

    record Accept(@Nullable String note) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new AcceptHandlingRecord(c.complaint(), c.act(), c.maybe("note", note, Composing.TEXT));
        }
    }

    record SendBack(SendBackReason reason, String what) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new SendBackHandlingRecord(c.complaint(), c.act(), reason, c.text("what", what, Composing.TEXT));
        }
    }

    record Report(@Nullable String note) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new ReportToSupervisor(c.complaint(), c.act(), c.maybe("note", note, Composing.TEXT));
        }
    }

    record MeansInput(MeansKind kind, @Nullable String named) {
        Means value(Composing c) {
            return new Means(kind, c.maybeName("means.named", named));
        }
    }

    record Inform(
            MeansInput means, boolean reached, @Nullable String words) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new InformOwner(
                    c.complaint(), c.act(), means.value(c), reached, c.maybe("words", words, Composing.TEXT));
        }
    }

    record Explain(String explanation, boolean understood) implements StepInput {
        @Override
        public ComplaintCommand command(Composing c) {
            return new ExplainUnmetDemand(
                    c.complaint(), c.act(), c.text("explanation", explanation, Composing.TEXT), understood);
        }
    }
}
