package org.huifang.command.complaint;

import java.time.Instant;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.AppealDecided;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReclassified;
import org.huifang.kernel.complaint.ComplaintEvent.JudgementAppealed;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityAssessed;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityLowered;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityRaised;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;

/** How a complaint has been judged so far (§4.3, §4.4); its severity is what the promises' fold says. */
final class Judging {
    @Nullable
    Classification classification;

    @Nullable
    Criterion criterion;

    @Nullable
    String firstJudge;

    @Nullable
    Role firstJudgeRole;

    /** Of the last judgement of any kind. */
    @Nullable
    Instant judgedAt;

    @Nullable
    Instant appealedAt;

    boolean appealDecided;

    /** Whether it was judged to be this, and by this criterion. */
    boolean is(@Nullable Classification asked, @Nullable Criterion by) {
        return classification == asked && criterion == by;
    }

    void take(ComplaintEvent event) {
        if (event instanceof ComplaintClassified e) {
            classification = e.classification();
            criterion = e.criterion();
            firstJudge = e.stamp().person();
            firstJudgeRole = e.stamp().role();
            judgedAt = e.stamp().at();
        } else if (event instanceof ComplaintReclassified e) {
            classification = e.classification();
            criterion = e.criterion();
            judgedAt = e.stamp().at();
        } else if (event instanceof JudgementAppealed e) {
            appealedAt = e.stamp().at();
        } else if (event instanceof AppealDecided) {
            appealDecided = true;
        } else if (event instanceof SeverityAssessed e) {
            judgedAt = e.stamp().at();
        } else if (event instanceof SeverityRaised e) {
            judgedAt = Milestones.latest(judgedAt, e.stamp().at());
        } else if (event instanceof SeverityLowered e) {
            judgedAt = e.stamp().at();
        }
    }
}
