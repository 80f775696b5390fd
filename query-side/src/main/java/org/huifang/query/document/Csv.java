package org.huifang.query.document;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.huifang.query.document.Spreadsheet.Column;
import org.jspecify.annotations.Nullable;

/**
 * A list as CSV in UTF-8, marked so that spreadsheets know; times in the centre's zone, and what a spreadsheet would take for
 * a formula kept from being one.
 */
final class Csv implements Listing {
    private static final char MARK = '\uFEFF';
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final CsvWriter csv;
    private final ZoneId zone;
    private int rows;

    Csv(OutputStream to, List<Column> columns, ZoneId zone) {
        this.zone = zone;
        Writer writer = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        try {
            writer.write(MARK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.csv = CsvWriter.builder().build(writer);
        csv.writeRecord(columns.stream().map(Column::name).toList());
    }

    @Override
    public void add(List<? extends @Nullable Object> values) {
        csv.writeRecord(values.stream().map(this::text).toList());
        rows++;
    }

    private String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Instant instant) {
            return TIME.format(instant.atZone(zone));
        }
        String text = value.toString();
        boolean formula = !(value instanceof Number) && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }

    @Override
    public boolean full() {
        return rows >= ROWS_AT_MOST;
    }

    @Override
    public void close() {
        try {
            csv.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
