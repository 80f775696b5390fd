package org.huifang.kernel.notice;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.huifang.kernel.promise.PromiseKind;
import org.jspecify.annotations.Nullable;

/**
 * What is told; free of personal data, so that it may go out by mail and webhook.
 *
 * @param id follows from the event, so that an event is told once
 * @param centre by its code; empty for what is the company's
 * @param zone in which its times are said
 * @param promise with {@code due}, where it is about one
 * @param level that a miss has climbed to: 1 supervisor, 2 manager, 3 leader; of a warning, the percentage of the span
 * @param at when it happened
 */
public record Notice(
        UUID id,
        Occasion occasion,
        Subject subject,
        String centre,
        String zone,
        @Nullable PromiseKind promise,
        @Nullable Instant due,
        @Nullable Integer level,
        Instant at) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** What a notice is about. */
    public enum SubjectKind {
        COMPLAINT("投诉", "Complaint"),
        FORUM_POST("论坛帖子", "Forum post"),
        MONTH_END("月末", "Month"),
        LIBRARY_CASE("案例", "Case"),
        TRAINING("培训", "Training"),
        FORUM_WATCH("服务中心", "Service centre");

        private final String zh;
        private final String en;

        SubjectKind(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }
    }

    /**
     * Which one.
     *
     * @param name as people know it: a complaint's number, a month, a title; empty where it has none
     */
    public record Subject(SubjectKind kind, String id, String name) {}

    public NoticeKind kind() {
        return occasion.kind();
    }

    public String zh() {
        String what = promise == null ? "" : "「" + promise.zh() + "」";
        String until = due == null ? "" : ",期限 " + time(due);
        return subject.kind().zh + name() + " " + what + occasion.zh() + until;
    }

    public String en() {
        String what = promise == null ? "" : "“" + promise.en() + "” ";
        String until = due == null ? "" : ", due " + time(due);
        return subject.kind().en + name() + ": " + what + occasion.en() + until;
    }

    private String name() {
        return subject.name().isEmpty() ? "" : " " + subject.name();
    }

    private String time(Instant instant) {
        return TIME.format(instant.atZone(ZoneId.of(zone)));
    }
}
