package org.huifang.api.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.huifang.kernel.imports.ImportDesk;

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
    /** Of all cells together: as much as a file may have that is not packed. */
    private static final long CHARACTERS_AT_MOST = ImportDesk.BYTES_AT_MOST;
    /** Bytes of an XLSX, unpacked; of all that is no sheet, most of it texts that are held in memory, as much as of a file. */
    private static final long UNPACKED_AT_MOST = 1L << 30;

    private static final String SHEETS = "xl/worksheets/";
    /** What a number format says of colours, conditions, languages and texts, and what it only spaces out or takes as it is. */
    private static final Pattern BESIDE_THE_FORMAT = Pattern.compile("\\[[^\\]]*]|\"[^\"]*\"|[\\\\_*].");

    private static final Pattern OF_DATES = Pattern.compile("[ydh]", Pattern.CASE_INSENSITIVE);
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
        requireUnpacked(bytes);
        // With formats, so that a date is known from a number.
        try (ReadableWorkbook workbook =
                        new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(true, true));
                Stream<Row> rows = workbook.getFirstSheet().openStream()) {
            List<Line> lines = new ArrayList<>();
            long characters = 0;
            var all = rows.iterator();
            while (all.hasNext() && lines.size() <= ROWS_AT_MOST + 1) {
                Row row = all.next();
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < Math.min(row.getCellCount(), COLUMNS_AT_MOST + 1); i++) {
                    String text = text(row.getCell(i));
                    characters += text.length();
                    cells.add(text);
                }
                if (characters > CHARACTERS_AT_MOST) {
                    throw tooMuch();
                }
                lines.add(new Line(row.getRowNum(), cells));
            }
            return lines;
        } catch (ExcelReaderException
                | IllegalArgumentException
                | ArithmeticException
                | IndexOutOfBoundsException
                | DateTimeException e) {
            throw unreadable(e);
        }
    }

    /** A few bytes may unpack to more than memory holds: counted before anything is kept. */
    private static void requireUnpacked(byte[] bytes) throws IOException {
        boolean fits;
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                .get()) {
            fits = fits(zip);
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(e);
        }
        if (!fits) {
            throw tooMuch();
        }
    }

    private static boolean fits(ZipFile zip) throws IOException {
        byte[] piece = new byte[1 << 16];
        long all = 0;
        long beside = 0;
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            try (InputStream part = zip.getInputStream(entry)) {
                for (int read = part.read(piece); read >= 0; read = part.read(piece)) {
                    all += read;
                    beside += entry.getName().startsWith(SHEETS) ? 0 : read;
                    if (all > UNPACKED_AT_MOST || beside > ImportDesk.BYTES_AT_MOST) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** Without what the fault itself says, which may hold what a cell says. */
    private static IOException unreadable(Exception fault) {
        return new IOException("不能读取这个 XLSX 文件 / this XLSX file cannot be read", fault);
    }

    private static IOException tooMuch() {
        return new IOException("文件展开后太大,请分成几个文件 / the file is too large once unpacked; split it");
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
        return format != null
                && OF_DATES.matcher(BESIDE_THE_FORMAT.matcher(format).replaceAll(""))
                        .find();
    }

    private static LocalDateTime date(Cell cell) {
        return cell.asDate();
    }
}
