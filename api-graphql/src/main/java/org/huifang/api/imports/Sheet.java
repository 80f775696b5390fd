package org.huifang.api.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;

/**
 * A list in a file that people made with a spreadsheet: the first sheet of an XLSX, or CSV in UTF-8 or, as Excel writes it
 * in China, in GB 18030; with commas, semicolons or tabs. The first row is the head.
 *
 * @param rows without the head; each with its number in the file and as many cells as the head, empty where there is none
 */
record Sheet(List<String> head, List<Line> rows) {
    static final int ROWS_AT_MOST = 200_000;
    private static final int COLUMNS_AT_MOST = 200;
    private static final int CELL_AT_MOST = 40_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Charset CHINESE = Charset.forName("GB18030");
    private static final char BOM = '\uFEFF';

    /** @param number as the file counts, the head being 1 */
    record Line(int number, List<String> cells) {}

    /** @throws IOException saying in words for people what is wrong with the file */
    static Sheet read(byte[] bytes) throws IOException {
        List<Line> lines = bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K' ? xlsx(bytes) : csv(bytes);
        if (lines.isEmpty()) {
            throw new IOException("文件是空的 / the file is empty");
        }
        List<String> head = lines.get(0).cells();
        if (head.size() > COLUMNS_AT_MOST) {
            throw new IOException("最多 200 列 / at most 200 columns");
        }
        List<Line> rows = lines.subList(1, lines.size()).stream()
                .filter(line -> line.cells().stream().anyMatch(cell -> !cell.isBlank()))
                .toList();
        if (rows.size() > ROWS_AT_MOST) {
            throw new IOException("最多 20 万行,请分成几个文件 / at most 200,000 rows; split the file");
        }
        return new Sheet(head, rows);
    }

    private static List<Line> csv(byte[] bytes) throws IOException {
        String text = text(bytes);
        List<Line> lines = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator(text))
                .allowMissingFields(true)
                .allowExtraFields(true)
                .skipEmptyLines(true)
                .ofCsvRecord(text)) {
            for (CsvRecord line : reader) {
                lines.add(new Line(
                        Math.toIntExact(line.getStartingLineNumber()),
                        line.getFields().stream().map(String::strip).toList()));
                if (lines.size() > ROWS_AT_MOST + 1) {
                    return lines;
                }
            }
            return lines;
        } catch (CsvParseException e) {
            throw new IOException("CSV 格式有误 / not well-formed CSV: " + e.getMessage(), e);
        }
    }

    private static String text(byte[] bytes) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            try {
                text = CHINESE.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            } catch (CharacterCodingException e) {
                throw new IOException(
                        "请用 XLSX,或 UTF-8、GB 18030 编码的 CSV / neither XLSX nor CSV in UTF-8 or GB 18030", e);
            }
        }
        return !text.isEmpty() && text.charAt(0) == BOM ? text.substring(1) : text;
    }

    /** Of the head: none of them stands in a column's name. */
    private static char separator(String text) {
        String head = text.lines().findFirst().orElse("");
        return Stream.of(',', '\t', ';')
                .max((one, other) -> Long.compare(count(head, one), count(head, other)))
                .orElse(',');
    }

    private static long count(String text, char c) {
        return text.chars().filter(one -> one == c).count();
    }

    private static List<Line> xlsx(byte[] bytes) throws IOException {
        // With formats, so that a date is known from a number.
        try (ReadableWorkbook workbook =
                        new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(true, true));
                Stream<Row> rows = workbook.getFirstSheet().openStream()) {
            List<Line> lines = new ArrayList<>();
            var all = rows.iterator();
            while (all.hasNext() && lines.size() <= ROWS_AT_MOST + 1) {
                Row row = all.next();
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < Math.min(row.getCellCount(), COLUMNS_AT_MOST + 1); i++) {
                    cells.add(text(row.getCell(i)));
                }
                lines.add(new Line(row.getRowNum(), cells));
            }
            return lines;
        } catch (ExcelReaderException | IllegalArgumentException | ArithmeticException e) {
            throw new IOException("不能读取这个 XLSX 文件 / this XLSX file cannot be read: " + e.getMessage(), e);
        }
    }

    private static String text(Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY || cell.getType() == CellType.ERROR) {
            return "";
        }
        if (cell.getType() == CellType.NUMBER) {
            return isDate(cell)
                    ? TIME.format(date(cell))
                    : cell.asNumber().stripTrailingZeros().toPlainString();
        }
        String text = cell.getText() == null ? "" : cell.getText().strip();
        return text.length() > CELL_AT_MOST ? text.substring(0, CELL_AT_MOST) : text;
    }

    private static boolean isDate(Cell cell) {
        String format = cell.getDataFormatString();
        return format != null && format.matches("(?i).*(y|d|h).*") && !format.matches("(?i)general");
    }

    private static LocalDateTime date(Cell cell) {
        return cell.asDate();
    }
}
