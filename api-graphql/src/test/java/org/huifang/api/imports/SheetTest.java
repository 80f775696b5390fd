package org.huifang.api.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

/** What spreadsheets write, and what no spreadsheet would. */
class SheetTest {

    @Test
    void aNumberIsADateByTheFormatAlone() throws Exception {
        Map<String, Boolean> formats = Map.of(
                "yyyy-mm-dd hh:mm", true,
                "[$-804]yyyy\"年\"m\"月\"d\"日\"", true,
                "d/m/yy", true,
                "#,##0;[Red]-#,##0", false,
                "0\" days\"", false,
                "0\\d_d", false);
        for (var format : formats.entrySet()) {
            Sheet sheet = Sheet.read(xlsx(rows -> {
                rows.value(0, 0, "x");
                rows.value(1, 0, LocalDateTime.of(2026, 2, 3, 9, 0));
                rows.style(1, 0).format(format.getKey()).set();
            }));
            assertThat(sheet.rows().get(0).cells().get(0))
                    .as(format.getKey())
                    .isEqualTo(format.getValue() ? "2026-02-03 09:00:00" : "46056.375");
        }
    }

    /** A text that stands in many cells is packed once. */
    @Test
    void whatUnpacksToMoreThanAFileMayHaveIsRefused() throws Exception {
        String cell = "长".repeat(30_000);
        byte[] packed = xlsx(rows -> {
            for (int row = 0; row < 40; row++) {
                for (int column = 0; column < 100; column++) {
                    rows.value(row, column, cell);
                }
            }
        });
        assertThat(packed.length).isLessThan(200_000);
        assertThatThrownBy(() -> Sheet.read(packed))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too large once unpacked");

        byte[] strings = with(
                xlsx(rows -> rows.value(0, 0, "x")),
                "xl/sharedStrings.xml",
                "<sst><si><t>" + "A".repeat(101 * 1024 * 1024) + "</t></si></sst>");
        assertThatThrownBy(() -> Sheet.read(strings)).hasMessageContaining("too large once unpacked");
    }

    @Test
    void aTextThatIsNotThereMakesTheFileUnreadable() throws Exception {
        byte[] file = xlsx(rows -> {
            rows.value(0, 0, "x");
            rows.value(1, 0, "13800002101");
        });
        String sheet = part(file, "xl/worksheets/sheet1.xml");
        byte[] torn = with(file, "xl/worksheets/sheet1.xml", sheet.replace("<v>1</v>", "<v>-1</v>"));
        assertThat(part(torn, "xl/worksheets/sheet1.xml")).contains("<v>-1</v>");
        for (byte[] broken : new byte[][] {torn, "PK\u0003\u0004 no zip".getBytes(StandardCharsets.UTF_8)}) {
            assertThatThrownBy(() -> Sheet.read(broken))
                    .isInstanceOf(IOException.class)
                    .hasMessage("不能读取这个 XLSX 文件 / this XLSX file cannot be read");
        }
    }

    private static byte[] xlsx(Consumer<Worksheet> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            rows.accept(workbook.newWorksheet("x"));
        }
        return bytes.toByteArray();
    }

    private static String part(byte[] file, String name) throws IOException {
        try (ZipFile parts = opened(file);
                InputStream part = parts.getInputStream(parts.getEntry(name))) {
            return new String(part.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The same file with another content of one part. */
    private static byte[] with(byte[] file, String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile parts = opened(file);
                ZipOutputStream written = new ZipOutputStream(bytes)) {
            for (ZipArchiveEntry part : Collections.list(parts.getEntries())) {
                written.putNextEntry(new ZipEntry(part.getName()));
                if (part.getName().equals(name)) {
                    written.write(content.getBytes(StandardCharsets.UTF_8));
                } else {
                    parts.getInputStream(part).transferTo(written);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static ZipFile opened(byte[] file) throws IOException {
        return ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                .get();
    }
}
