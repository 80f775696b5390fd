package org.huifang.query.document;

import java.io.OutputStream;
import java.time.ZoneId;
import java.util.List;
import org.huifang.kernel.document.DocumentQuery.Shape;
import org.huifang.query.document.Spreadsheet.Column;
import org.jspecify.annotations.Nullable;

/** A list being written row by row, so that it may be long. */
interface Listing extends AutoCloseable {
    /** XLSX has 1,048,576 rows. */
    int ROWS_AT_MOST = 1_000_000;

    static Listing of(Shape shape, OutputStream to, String name, List<Column> columns, ZoneId zone) {
        return shape == Shape.CSV ? new Csv(to, columns, zone) : new Spreadsheet(to, name, columns, zone);
    }

    /** Texts, numbers, {@link java.time.Instant}s; what is absent stays empty. */
    void add(List<? extends @Nullable Object> values);

    /** Whether no more rows should be added; a last one says so. */
    boolean full();

    @Override
    void close();
}
