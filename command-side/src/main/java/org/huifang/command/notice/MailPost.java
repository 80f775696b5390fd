package org.huifang.command.notice;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.huifang.kernel.notice.Notice;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Sends notices to people's mail boxes, by the SMTP server that is configured. */
final class MailPost {
    private final JdbcTemplate jdbc;
    private final PersonalData personalData;
    private final @Nullable JavaMailSender server;
    private final String from;

    /** @param server absent where none is configured ({@code spring.mail.host}) */
    MailPost(JdbcTemplate jdbc, PersonalData personalData, @Nullable JavaMailSender server, String from) {
        this.jdbc = jdbc;
        this.personalData = personalData;
        this.server = server;
        this.from = from;
    }

    /** @param id of the first: who receives a mail twice can tell */
    void send(String person, UUID id, List<Notice> notices) throws MessagingException {
        if (server == null || from.isBlank()) {
            throw new IllegalStateException("no SMTP server is configured: spring.mail.host, huifang.notices.from");
        }
        MimeMessage message = server.createMimeMessage();
        MimeMessageHelper helper = new MimeMessageHelper(message, false, StandardCharsets.UTF_8.name());
        helper.setFrom(from);
        helper.setTo(address(person).orElseThrow(() -> new IllegalStateException("the person has no mail address")));
        Notice first = notices.get(0);
        helper.setSubject(notices.size() == 1 ? "[回访] " + first.zh() : "[回访] 通知汇总 " + notices.size() + " 条 / notices");
        helper.setText(
                notices.stream().map(notice -> notice.zh() + "\n" + notice.en()).collect(Collectors.joining("\n\n"))
                        + "\n\n请登录回访办理;可在通知设置中更改接收方式。\nOpen Huifang to act on it; choose in the settings how you are told.\n");
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Huifang-Delivery", id.toString());
        server.send(message);
    }

    private Optional<String> address(String person) {
        return jdbc.queryForList("SELECT mail FROM notice_choice WHERE person = ?", String.class, person).stream()
                .filter(mail -> mail != null)
                .findFirst()
                .flatMap(mail -> personalData.open(Personal.parse(mail)));
    }
}
