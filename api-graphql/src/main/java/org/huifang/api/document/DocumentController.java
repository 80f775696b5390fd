package org.huifang.api.document;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.document.DocumentQuery;
import org.huifang.kernel.document.DocumentQuery.Form;
import org.huifang.kernel.document.DocumentQuery.ListComplaints;
import org.huifang.kernel.document.DocumentQuery.ListOf;
import org.huifang.kernel.document.DocumentQuery.Listed;
import org.huifang.kernel.document.DocumentQuery.PrintForm;
import org.huifang.kernel.document.DocumentQuery.PrintServiceReport;
import org.huifang.kernel.document.DocumentQuery.PrintStatistics;
import org.huifang.kernel.document.DocumentQuery.Printed;
import org.huifang.kernel.document.DocumentQuery.Shape;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Documents to print and to keep (DOMAIN §4, §4.6.4); the service report is anybody's to read (§4.6.6). */
@RestController
class DocumentController {
    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    /** A page that loads nothing but its own style. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, Form> FORMS =
            Map.of("service-request-record", Form.SERVICE_REQUEST_RECORD, "handling-record", Form.HANDLING_RECORD);

    private static final Map<String, Listed> LISTS = Arrays.stream(Listed.values())
            .collect(Collectors.toMap(
                    listed -> listed.name().toLowerCase(Locale.ROOT).replace('_', '-'), listed -> listed));

    private final QueryGateway queries;

    DocumentController(QueryGateway queries) {
        this.queries = queries;
    }

    @GetMapping("/documents/complaints/{id}/{form}.pdf")
    ResponseEntity<byte[]> form(@PathVariable String id, @PathVariable String form, Principal principal) {
        ComplaintId complaint = parse(id).orElseThrow(DocumentController::unknown);
        Form known = Optional.ofNullable(FORMS.get(form)).orElseThrow(DocumentController::unknown);
        Printed printed = printed(new PrintForm(principal.getName(), complaint, known));
        return pdf(printed).cacheControl(CacheControl.noStore()).body(printed.bytes());
    }

    @GetMapping("/documents/statistics/{centre}/{month}.pdf")
    ResponseEntity<byte[]> statistics(@PathVariable String centre, @PathVariable String month, Principal principal) {
        Printed printed = printed(new PrintStatistics(principal.getName(), centre, month(month), Shape.PDF));
        return pdf(printed).cacheControl(CacheControl.noStore()).body(printed.bytes());
    }

    @GetMapping("/documents/statistics/{centre}/{month}.xlsx")
    ResponseEntity<byte[]> figures(@PathVariable String centre, @PathVariable String month, Principal principal) {
        return xlsx(printed(new PrintStatistics(principal.getName(), centre, month(month), Shape.XLSX)));
    }

    @GetMapping("/reports/{centre}/{month}.pdf")
    ResponseEntity<byte[]> reportAsPdf(
            @PathVariable String centre, @PathVariable String month, @RequestParam @Nullable Integer version) {
        Printed printed = printed(new PrintServiceReport(centre, month(month), version, Shape.PDF));
        return pdf(printed).cacheControl(CacheControl.noCache()).body(printed.bytes());
    }

    @GetMapping("/reports/{centre}/{month}")
    ResponseEntity<byte[]> reportAsPage(
            @PathVariable String centre, @PathVariable String month, @RequestParam @Nullable Integer version) {
        Printed printed = printed(new PrintServiceReport(centre, month(month), version, Shape.HTML));
        return ResponseEntity.ok()
                .contentType(HTML)
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .cacheControl(CacheControl.noCache())
                .body(printed.bytes());
    }

    @GetMapping("/documents/complaints.{shape}")
    ResponseEntity<byte[]> complaints(
            @PathVariable String shape,
            @RequestParam @Nullable String centre,
            @RequestParam LocalDate from,
            @RequestParam LocalDate until,
            Principal principal) {
        Shape listed = listed(shape);
        return list(printed(new ListComplaints(principal.getName(), centre, from, until, listed)), listed);
    }

    @GetMapping("/documents/{list}.{shape}")
    ResponseEntity<byte[]> list(
            @PathVariable String list,
            @PathVariable String shape,
            @RequestParam @Nullable String centre,
            Principal principal) {
        Listed named = Optional.ofNullable(LISTS.get(list)).orElseThrow(DocumentController::unknown);
        Shape listed = listed(shape);
        return list(printed(new ListOf(principal.getName(), named, centre, listed)), listed);
    }

    private static Shape listed(String shape) {
        return switch (shape) {
            case "xlsx" -> Shape.XLSX;
            case "csv" -> Shape.CSV;
            default -> throw unknown();
        };
    }

    private static ResponseEntity<byte[]> list(Printed printed, Shape shape) {
        return shape == Shape.CSV ? download(printed, CSV, ".csv") : xlsx(printed);
    }

    private static ResponseEntity<byte[]> xlsx(Printed printed) {
        return download(printed, XLSX, ".xlsx");
    }

    private static ResponseEntity<byte[]> download(Printed printed, MediaType type, String end) {
        return ResponseEntity.ok()
                .contentType(type)
                .header("X-Content-Type-Options", "nosniff")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(printed.name() + end)
                                .build()
                                .toString())
                .cacheControl(CacheControl.noStore())
                .body(printed.bytes());
    }

    private Printed printed(DocumentQuery query) {
        Printed printed = queries.query(query, Printed.class).join();
        if (printed.bytes() == null) {
            throw unknown();
        }
        return printed;
    }

    private static ResponseEntity.BodyBuilder pdf(Printed printed) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header("X-Content-Type-Options", "nosniff")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(printed.name() + ".pdf", StandardCharsets.UTF_8)
                                .build()
                                .toString());
    }

    private static Optional<ComplaintId> parse(String id) {
        try {
            return Optional.of(ComplaintId.parse(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw unknown();
        }
    }

    private static RefusedException unknown() {
        return new RefusedException(
                new Refusal("DOCUMENT_KNOWN", "§4.6.4", null, "没有这份文件", "There is no such document"));
    }

    @ExceptionHandler
    ResponseEntity<UserError> refused(RefusedException e) {
        boolean busy = e.refusals().get(0).code().equals("PRINTING_BUSY");
        return ResponseEntity.status(busy ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.NOT_FOUND)
                .contentType(MediaType.APPLICATION_JSON)
                .body(UserError.of(e.refusals().get(0)));
    }
}
