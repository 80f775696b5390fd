package org.huifang.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.huifang.bench.Figures.Table;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.server.HuifangServer;

/** What the log holds of one case: payloads and metadata as they are stored. */
final class BytesBench {
    private static final String SIZE = """
            SELECT count(*), sum(length(payload)), sum(length(metadata)) FROM log.event
            WHERE stream = ? OR (name = 'reception-day.number-given' AND position(? IN convert_from(payload, 'UTF8')) > 0)
            """;

    private BytesBench() {}

    static Table run(HuifangServer server) throws Exception {
        Table table = Table.keyed("bytes", "case");
        CommandGateway commands = server.context().getBean(CommandGateway.class);
        PersonalData personalData = server.context().getBean(PersonalData.class);
        String url = server.context().getEnvironment().getRequiredProperty("spring.datasource.url");
        CaseCommands one = new CaseCommands(personalData, personalData.keyFor(ComplaintId.random()));
        try (Connection connection = DriverManager.getConnection(url)) {
            for (int i = 0; i < CaseCommands.BEGINNING; i++) {
                commands.sendAndWait(one.next());
            }
            row(connection, table, "registration and five steps", one);
            while (!one.closed()) {
                commands.sendAndWait(one.next());
            }
            row(connection, table, "closed", one);
        }
        return table;
    }

    private static void row(Connection connection, Table table, String name, CaseCommands one) throws Exception {
        try (PreparedStatement statement = connection.prepareStatement(SIZE)) {
            statement.setString(1, one.id.toString());
            statement.setString(2, one.id.toString());
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                table.add(
                        name,
                        "events",
                        found.getLong(1),
                        "payload bytes",
                        found.getLong(2),
                        "metadata bytes",
                        found.getLong(3),
                        "bytes",
                        found.getLong(2) + found.getLong(3));
            }
        }
    }
}
