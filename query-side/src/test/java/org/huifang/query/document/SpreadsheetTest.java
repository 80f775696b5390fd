package org.huifang.query.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.huifang.kernel.document.DocumentQuery.Shape;
import org.huifang.query.document.Spreadsheet.Column;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists as XLSX: read back by another reader, and long ones within little memory. */
class SpreadsheetTest {
    private static final int ROWS = 100_000;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final List<Column> COLUMNS = Stream.of(
                    "编号", "受理时间", "服务中心", "渠道", "类别", "依据", "级别", "状态", "责任部门", "办结时间", "满意度", "说明")
            .map(name -> new Column(name, 18))
            .toList();

    @TempDir
    Path folder;

    @Test
    void readsBackAsItWasWritten() throws Exception {
        Path file = folder.resolve("list.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Spreadsheet sheet = new Spreadsheet(
                        out, "投诉", List.of(new Column("编号", 20), new Column("时间", 18), new Column("件数", 8)), ZONE)) {
            sheet.add(List.of("=HYPERLINK(\"x\")", Instant.parse("2026-11-03T01:12:00Z"), 42));
            sheet.add(Arrays.asList("𠮷㛃 <b>&", null, 1.5));
        }
        try (InputStream in = Files.newInputStream(file);
                ReadableWorkbook workbook = new ReadableWorkbook(in)) {
            List<Row> rows = workbook.getFirstSheet().read();
            assertThat(rows).hasSize(3);
            assertThat(rows.get(1).getCell(0).getText()).isEqualTo("=HYPERLINK(\"x\")");
            assertThat(rows.get(1).getCell(0).getFormula()).isNull();
            assertThat(rows.get(1).getCellAsDate(1)).contains(LocalDateTime.parse("2026-11-03T09:12:00"));
            assertThat(rows.get(1).getCellAsNumber(2).orElseThrow().intValue()).isEqualTo(42);
            assertThat(rows.get(2).getCell(0).getText()).isEqualTo("𠮷㛃 <b>&");
        }
    }

    @Test
    void writesCsvThatIsNoFormula() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Listing csv = Listing.of(Shape.CSV, bytes, "", List.of(new Column("编号", 1), new Column("时间", 1)), ZONE)) {
            csv.add(List.of("=1+1", Instant.parse("2026-11-03T01:12:00Z")));
            csv.add(Arrays.asList("𠮷,\"引号\"", null));
            csv.add(List.of(-3, "@x"));
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("\uFEFF编号,时间\n'=1+1,2026-11-03 09:12\n\"𠮷,\"\"引号\"\"\",\n-3,'@x\n");
    }

    /** In a process of its own, with a heap of 256 MB. */
    @Test
    void aHundredThousandRowsFitIntoLittleMemory() throws Exception {
        Path file = folder.resolve("long.xlsx");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writing.class.getName(),
                        file.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        try (InputStream in = Files.newInputStream(file);
                ReadableWorkbook workbook = new ReadableWorkbook(in);
                Stream<Row> rows = workbook.getFirstSheet().openStream()) {
            assertThat(rows.count()).isEqualTo(ROWS + 1);
        }
    }

    /** Writes as many rows as the list of a large company has. */
    static final class Writing {
        private Writing() {}

        public static void main(String[] arguments) throws Exception {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[0])));
                    Spreadsheet sheet = new Spreadsheet(out, "投诉", COLUMNS, ZONE)) {
                Instant received = Instant.parse("2026-11-03T01:12:00Z");
                for (int i = 0; i < ROWS; i++) {
                    List<Object> row = new ArrayList<>();
                    row.add("KF-YH-20261103-" + i);
                    row.add(received.plusSeconds(i));
                    for (int column = 2; column < 9; column++) {
                        row.add("云河花园服务中心" + column);
                    }
                    row.add(received.plusSeconds(i * 2L));
                    row.add(i % 5 + 1);
                    row.add("业户反映电梯停运,已修复" + i);
                    sheet.add(row);
                }
            }
        }
    }
}
