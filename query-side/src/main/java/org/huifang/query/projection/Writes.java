package org.huifang.query.projection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a batch writes, gathered and sent together, in order: PostgreSQL is waited for once, not once a table. */
public final class Writes {
    private final List<String> statements = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** @param values of its parameters; arrays of a type travel in PostgreSQL's binary form */
    public void add(String statement, Object... values) {
        statements.add(statement);
        Collections.addAll(this.values, values);
    }

    public void send(JdbcTemplate jdbc) {
        if (statements.isEmpty()) {
            return;
        }
        jdbc.update(String.join(";\n", statements), statement -> {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
        });
    }
}
