package org.huifang.query.document;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A list as XLSX, written row by row, so that it may be long: its first row is the head and stays in sight, times are
 * dates of the centre's zone, and texts are texts, whatever they begin with.
 */
final class Spreadsheet implements Listing {
    private static final int FLUSHED_AFTER = 500;
    private static final String TIME = "yyyy-mm-dd hh:mm";
    private static final int TEXT_AT_MOST = 32_767;

    private final Workbook workbook;
    private final Worksheet sheet;
    private final ZoneId zone;
    private int row = 1;

    /** @param width in characters */
    record Column(String name, int width) {}

    Spreadsheet(OutputStream to, String name, List<Column> columns, ZoneId zone) {
        this.workbook = new Workbook(to, "Huifang", "1.0");
        this.sheet = workbook.newWorksheet(name);
        this.zone = zone;
        for (int i = 0; i < columns.size(); i++) {
            sheet.width(i, columns.get(i).width());
            sheet.value(0, i, columns.get(i).name());
        }
        sheet.range(0, 0, 0, columns.size() - 1)
                .style()
                .bold()
                .fillColor("E8EDF1")
                .set();
        sheet.freezePane(0, 1);
    }

    @Override
    public void add(List<? extends @Nullable Object> values) {
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value instanceof Instant instant) {
                sheet.value(row, i, instant.atZone(zone).toLocalDateTime());
                sheet.style(row, i).format(TIME).set();
            } else if (value instanceof Number number) {
                sheet.value(row, i, number);
            } else if (value != null) {
                String text = value.toString();
                sheet.inlineString(row, i, text.length() > TEXT_AT_MOST ? text.substring(0, TEXT_AT_MOST) : text);
            }
        }
        row++;
        if (row % FLUSHED_AFTER == 0) {
            flush();
        }
    }

    @Override
    public boolean full() {
        if (row >= ROWS_AT_MOST) {
            sheet.inlineString(row, 0, "清单已到 100 万行,请缩小范围 / a million rows: narrow it down");
            return true;
        }
        return false;
    }

    private void flush() {
        try {
            sheet.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            workbook.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
