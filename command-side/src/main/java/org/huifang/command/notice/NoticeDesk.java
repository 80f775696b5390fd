package org.huifang.command.notice;

import java.sql.Timestamp;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.huifang.command.Authority;
import org.huifang.kernel.notice.NoticeCommand.MarkNoticesRead;
import org.huifang.kernel.notice.NoticeCommand.RetryDeliveries;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.springframework.jdbc.core.JdbcTemplate;

/** What becomes of notices once they are told; no facts of the company, so they leave no events. */
public final class NoticeDesk {
    private final JdbcTemplate jdbc;
    private final CompanyDirectory directory;

    public NoticeDesk(JdbcTemplate jdbc, CompanyDirectory directory) {
        this.jdbc = jdbc;
        this.directory = directory;
    }

    @CommandHandler
    public Integer handle(MarkNoticesRead c) {
        Timestamp now = Timestamp.from(c.act().recordedAt());
        return c.notices().isEmpty()
                ? jdbc.update(
                        "UPDATE notice SET read_at = ? WHERE person = ? AND read_at IS NULL",
                        now,
                        c.act().person())
                : jdbc.update(
                        "UPDATE notice SET read_at = ? WHERE person = ? AND read_at IS NULL AND id = ANY(?)",
                        now,
                        c.act().person(),
                        c.notices().toArray(UUID[]::new));
    }

    @CommandHandler
    public Integer handle(RetryDeliveries c) {
        Authority.requireAnywhere(Operation.ADMINISTER, c.act(), directory);
        return jdbc.update(
                "UPDATE notice_delivery SET state = 'PENDING', attempts = 0, next_at = ? WHERE state = 'FAILED'"
                        + " AND channel = ? AND (?::text IS NULL OR target = ?)",
                Timestamp.from(c.act().recordedAt()),
                c.channel().name(),
                c.target(),
                c.target());
    }
}
