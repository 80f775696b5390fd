package org.huifang.api.document;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import org.huifang.api.access.Commanding;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.archive.ArchivePackages;
import org.huifang.kernel.archive.ArchivePackages.Made;
import org.huifang.kernel.archive.ArchivePackages.Prepared;
import org.huifang.kernel.archive.ArchivePackages.Wanted;
import org.huifang.kernel.monthend.MonthEndCommand.ExportArchive;
import org.huifang.kernel.monthend.MonthEndId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/** A month's archived records leave as one package, written while it is sent (§4.6.4). */
@RestController
class ArchiveController {
    private static final int BODY_AT_MOST = 4_096;

    private final ArchivePackages packages;
    private final Commanding commanding;
    private final ObjectMapper json;
    private final Clock clock;

    ArchiveController(ArchivePackages packages, Commanding commanding, ObjectMapper json, Clock clock) {
        this.packages = packages;
        this.commanding = commanding;
        this.json = json;
        this.clock = clock;
    }

    record Asked(@Nullable String passphrase) {}

    /** That it was made becomes a fact before its last bytes are sent: a package that can be opened is on record. */
    @PostMapping("/archives/{centre}/{month}")
    void export(
            @PathVariable String centre,
            @PathVariable String month,
            Principal principal,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        YearMonth of = month(month);
        String person = principal.getName();
        Prepared prepared = packages.prepare(new Wanted(person, centre, of, clock.instant(), passphrase(request)));
        MonthEndId monthEnd = new MonthEndId(centre);
        response.setContentType("application/zip");
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(centre + "-" + of + "-archive.zip")
                        .build()
                        .toString());
        prepared.write(
                response.getOutputStream(),
                made -> commanding.send(command(monthEnd, of, person, made), ArchiveController::unknown));
    }

    private String passphrase(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(BODY_AT_MOST + 1);
        try {
            Asked asked = body.length > BODY_AT_MOST ? null : json.readValue(body, Asked.class);
            if (asked != null && asked.passphrase() != null) {
                return asked.passphrase();
            }
        } catch (JacksonException e) {
            // Said below.
        }
        throw new RefusedException(new Refusal(
                "PASSPHRASE_IN_RANGE",
                "§4.6.4",
                "passphrase",
                "请求须是 {\"passphrase\": \"…\"},口令 20 到 200 个字符",
                "A request is {\"passphrase\": \"…\"}, of 20 to 200 characters"));
    }

    private ExportArchive command(MonthEndId monthEnd, YearMonth month, String person, Made made) {
        return new ExportArchive(monthEnd, month, Act.now(person, clock.instant()), made.manifest(), made.complaints());
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw unknown();
        }
    }

    private static RefusedException unknown() {
        return new RefusedException(new Refusal("MONTH_KNOWN", "§4.6.4", "month", "没有这个月份", "There is no such month"));
    }

    @ExceptionHandler
    ResponseEntity<UserError> refused(RefusedException e, HttpServletResponse response) {
        if (response.isCommitted()) {
            // The connection is broken off, so that nobody takes what came for a package.
            throw e;
        }
        response.reset();
        Refusal refusal = e.refusals().get(0);
        HttpStatus status =
                switch (refusal.code()) {
                    case "ROLE_NOT_ALLOWED" -> HttpStatus.FORBIDDEN;
                    case "CENTRE_KNOWN", "MONTH_KNOWN" -> HttpStatus.NOT_FOUND;
                    case "EXPORT_BUSY", "PRINTING_BUSY" -> HttpStatus.SERVICE_UNAVAILABLE;
                    case "PASSPHRASE_IN_RANGE" -> HttpStatus.BAD_REQUEST;
                    default -> HttpStatus.CONFLICT;
                };
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(UserError.of(refusal));
    }
}
