package org.huifang.api.imports;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.api.imports.ImportedList.Column;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.Storable;
import org.huifang.kernel.imports.ImportDesk;
import org.huifang.kernel.imports.ImportJob;
import org.huifang.kernel.imports.ImportJob.Kind;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Lists from elsewhere come in as files; their templates go out. */
@RestController
class ImportController {
    private static final int FILE_NAME_AT_MOST = 200;
    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final Map<String, Kind> KINDS =
            Map.of("people", Kind.PEOPLE, "owners", Kind.OWNERS, "complaints", Kind.COMPLAINTS);

    private final ImportDesk desk;
    private final ImportRunner runner;

    ImportController(ImportDesk desk, ImportRunner runner) {
        this.desk = desk;
        this.runner = runner;
    }

    record Opened(UUID id) {}

    /** The body is the file, of whatever type it says to be; it is checked at once, and nothing is taken before somebody says so. */
    @PostMapping("/imports/{kind}")
    Opened open(@PathVariable String kind, Principal principal, HttpServletRequest request) throws IOException {
        ImportedList list = list(kind);
        if (!list.may(principal.getName())) {
            throw refused("ROLE_NOT_ALLOWED", "您的岗位不能办理此事项", "Your role does not allow this");
        }
        byte[] bytes = request.getInputStream().readNBytes(ImportDesk.BYTES_AT_MOST + 1);
        if (bytes.length == 0 || bytes.length > ImportDesk.BYTES_AT_MOST) {
            throw refused("IMPORT_SIZE_IN_RANGE", "文件不能为空,也不能超过 100 MB", "A file is not empty and has at most 100 MB");
        }
        String name = name(request).filter(said -> !said.isBlank()).orElse(kind);
        ImportJob job = desk.open(
                list.kind(), principal.getName(), name.substring(0, Math.min(name.length(), FILE_NAME_AT_MOST)), bytes);
        runner.resume();
        return new Opened(job.id());
    }

    /** Read from the address alone: a file that is sent as a form must not be taken for one. */
    private static Optional<String> name(HttpServletRequest request) {
        try {
            return Optional.ofNullable(UriComponentsBuilder.newInstance()
                            .query(request.getQueryString())
                            .build()
                            .getQueryParams()
                            .getFirst("name"))
                    .map(said -> Storable.of(UriUtils.decode(said, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** With its columns, an example, and what may stand in each. */
    @GetMapping("/imports/{kind}/template.xlsx")
    ResponseEntity<byte[]> template(@PathVariable String kind) throws IOException {
        List<Column> columns = list(kind).columns();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Huifang", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("导入");
            Worksheet notes = workbook.newWorksheet("填写说明");
            notes.value(0, 0, "列");
            notes.value(0, 1, "必填");
            notes.value(0, 2, "说明");
            notes.width(0, 18);
            notes.width(2, 100);
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                sheet.value(0, i, column.name() + (column.required() ? "*" : ""));
                sheet.value(1, i, column.example());
                sheet.width(i, 18);
                notes.value(i + 1, 0, column.name());
                notes.value(i + 1, 1, column.required() ? "是" : "");
                notes.value(i + 1, 2, column.hint());
            }
            sheet.range(0, 0, 0, columns.size() - 1).style().bold().set();
            sheet.freezePane(0, 1);
        }
        return ResponseEntity.ok()
                .contentType(XLSX)
                .header("X-Content-Type-Options", "nosniff")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(kind + "-template.xlsx", StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(bytes.toByteArray());
    }

    private ImportedList list(String kind) {
        Kind known = KINDS.get(kind.toLowerCase(Locale.ROOT));
        if (known == null) {
            throw refused("IMPORT_KNOWN", "没有这种导入", "There is no such kind of lists");
        }
        return runner.list(known);
    }

    private static RefusedException refused(String code, String zh, String en) {
        return new RefusedException(new Refusal(code, "§4.5.1", null, zh, en));
    }

    @ExceptionHandler
    ResponseEntity<UserError> refused(RefusedException e) {
        Refusal refusal = e.refusals().get(0);
        HttpStatus status =
                switch (refusal.code()) {
                    case "IMPORT_KNOWN" -> HttpStatus.NOT_FOUND;
                    case "ROLE_NOT_ALLOWED" -> HttpStatus.FORBIDDEN;
                    default -> HttpStatus.BAD_REQUEST;
                };
        return ResponseEntity.status(status).body(UserError.of(refusal));
    }
}
