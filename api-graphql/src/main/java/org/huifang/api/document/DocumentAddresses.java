package org.huifang.api.document;

import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.monthend.MonthEndView.Month;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Where documents are printed, beside what they are about. */
@Controller
class DocumentAddresses {

    record ComplaintDocuments(String serviceRequestRecord, String handlingRecord) {}

    @SchemaMapping(typeName = "Complaint", field = "documents")
    ComplaintDocuments documents(ComplaintView complaint) {
        String folder = "/documents/complaints/" + complaint.id();
        return new ComplaintDocuments(folder + "/service-request-record.pdf", folder + "/handling-record.pdf");
    }

    @SchemaMapping(typeName = "MonthEnd", field = "document")
    @Nullable
    String document(Month month) {
        return month.cutOff() == null ? null : "/documents/statistics/" + month.centre() + "/" + month.month() + ".pdf";
    }

    @SchemaMapping(typeName = "MonthEnd", field = "publicReport")
    @Nullable
    String publicReport(Month month) {
        return month.reports().stream().allMatch(report -> report.published() == null)
                ? null
                : "/reports/" + month.centre() + "/" + month.month();
    }
}
