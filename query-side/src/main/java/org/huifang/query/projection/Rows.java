package org.huifang.query.projection;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rows of one table, gathered and then written by one statement: by unnest where rows may be there already, by COPY where
 * none is. Values travel as PostgreSQL's text, which suits both.
 */
public final class Rows {
    private static final int COPIED_AT_ONCE = 64 * 1024;

    private final Table table;
    private final List<@Nullable String[]> rows = new ArrayList<>();

    private Rows(Table table) {
        this.table = table;
    }

    /** What is to be known of a table to write it. */
    public static final class Table {
        private final String name;
        private final List<String> columns;
        private final String insert;
        private final String upsert;
        private final String delete;
        private final String copy;

        /**
         * @param key its primary key's columns
         * @param columns each as {@code name type}
         */
        public Table(String name, Set<String> key, String... columns) {
            this.name = name;
            this.columns = Arrays.stream(columns)
                    .map(column -> column.substring(0, column.indexOf(' ')))
                    .toList();
            String names = String.join(", ", this.columns);
            String values = Arrays.stream(columns)
                    .map(column -> column.replaceFirst(" ", "::"))
                    .collect(Collectors.joining(", "));
            String arrays = this.columns.stream().map(column -> "?::text[]").collect(Collectors.joining(", "));
            this.insert = "INSERT INTO %s (%s) SELECT %s FROM unnest(%s) AS row(%s)"
                    .formatted(name, names, values, arrays, names);
            this.upsert = insert
                    + " ON CONFLICT (%s) DO UPDATE SET ".formatted(String.join(", ", key))
                    + this.columns.stream()
                            .filter(column -> !key.contains(column))
                            .map(column -> column + " = excluded." + column)
                            .collect(Collectors.joining(", "));
            this.delete = "DELETE FROM %s AS old USING (SELECT %s FROM unnest(%s) AS row(%s)) AS gone (%s) WHERE "
                            .formatted(name, values, arrays, names, names)
                    + key.stream()
                            .map(column -> "old.%1$s = gone.%1$s".formatted(column))
                            .collect(Collectors.joining(" AND "));
            this.copy = "COPY %s (%s) FROM STDIN".formatted(name, names);
        }

        public Rows rows() {
            return new Rows(this);
        }

        /** @param column that says whose rows they are */
        public void remove(String column, Collection<UUID> whose, Writes to) {
            to.add("DELETE FROM " + name + " WHERE " + column + " = ANY(?)", (Object) whose.toArray(UUID[]::new));
        }
    }

    public void add(@Nullable Object... values) {
        @Nullable String[] row = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            row[i] = text(values[i]);
        }
        rows.add(row);
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return value instanceof Collection<?> many ? array(many) : value.toString();
    }

    private static String array(Collection<?> values) {
        return values.stream()
                .map(value -> '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Where none of the rows is there yet. */
    public void insert(Writes to) {
        write(to, table.insert);
    }

    /** Where some of the rows may be there already. */
    public void upsert(Writes to) {
        write(to, table.upsert);
    }

    /** Those with the keys of these rows, where they are there. */
    public void delete(Writes to) {
        write(to, table.delete);
    }

    private void write(Writes to, String statement) {
        Object[] columns = new Object[table.columns.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = column(i);
        }
        to.add(statement, columns);
    }

    private @Nullable String[] column(int index) {
        @Nullable String[] column = new String[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = rows.get(i)[index];
        }
        return column;
    }

    /** Where none of the rows is there yet, and there are many. */
    public void copy(JdbcTemplate jdbc) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.execute((ConnectionCallback<Void>) connection -> {
            copy(connection);
            return null;
        });
    }

    private void copy(Connection connection) throws SQLException {
        try (Writer copying = new BufferedWriter(new OutputStreamWriter(
                new PGCopyOutputStream(connection.unwrap(PGConnection.class), table.copy, COPIED_AT_ONCE),
                StandardCharsets.UTF_8))) {
            for (@Nullable String[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    copying.write(i == 0 ? "" : "\t");
                    copying.write(escaped(row[i]));
                }
                copying.write('\n');
            }
        } catch (IOException e) {
            throw new SQLException("The rows of " + table.name + " could not be copied", e);
        }
    }

    private static String escaped(@Nullable String value) {
        return value == null
                ? "\\N"
                : value.replace("\\", "\\\\")
                        .replace("\t", "\\t")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r");
    }
}
