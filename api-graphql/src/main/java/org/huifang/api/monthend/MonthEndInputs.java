package org.huifang.api.monthend;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.monthend.MonthEndId;
import org.huifang.kernel.monthend.ReportText;
import org.jspecify.annotations.Nullable;

/** §4.6.4, §4.6.6: what is sent for a centre's month's end. */
final class MonthEndInputs {
    private MonthEndInputs() {}

    /** Which month of which centre, and how. */
    record Of(
            String centre,
            YearMonth month,
            @Nullable String key,
            @Nullable Long expectedSequence) {
        MonthEndId monthEnd() {
            return new MonthEndId(centre);
        }
    }

    record AnalysisInput(String causes, String trend, String proposals) {}

    record IssueInput(String title, String raised, String result, List<String> complaints) {}

    record ReportInput(
            String title,
            String opening,
            List<IssueInput> issues,
            @Nullable String correction) {
        ReportText text() {
            return new ReportText(
                    title,
                    opening,
                    issues.stream()
                            .map(issue -> new ReportText.Issue(
                                    issue.title(),
                                    issue.raised(),
                                    issue.result(),
                                    issue.complaints().stream()
                                            .map(ReportInput::complaint)
                                            .toList()))
                            .toList(),
                    correction);
        }

        private static ComplaintId complaint(String id) {
            return parse(id)
                    .orElseThrow(() -> new RefusedException(new Refusal(
                            "COMPLAINT_KNOWN", "§4.6.6", "complaints", "没有这件投诉", "There is no such complaint")));
        }

        private static Optional<ComplaintId> parse(String id) {
            try {
                return Optional.of(ComplaintId.parse(id));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
