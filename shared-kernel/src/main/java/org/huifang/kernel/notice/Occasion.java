package org.huifang.kernel.notice;

/** What has happened, in the words of a notice. */
public enum Occasion {
    ROUTED(NoticeKind.NEW_WORK, "已派给您的部门处理", "was routed to your department"),
    ASSISTANCE_ASKED(NoticeKind.NEW_WORK, "请您的部门协助处理", "asks your department to assist"),
    PRESENTED(NoticeKind.NEW_WORK, "已呈送,请批示", "was presented to you, to direct"),
    CALLED_IN(NoticeKind.NEW_WORK, "请您到场说明", "asks you to come and explain"),
    APPEALED(NoticeKind.NEW_WORK, "业户对判定有异议,请复核", "the owner appeals against the judgement; decide it"),
    RECORD_SUBMITTED(NoticeKind.NEW_WORK, "处理记录表已提交,请签收", "its handling record was handed in, to accept"),
    VISIT_ARRANGED(NoticeKind.NEW_WORK, "已安排由您回访", "its return visit was arranged, to be made by you"),
    REOPENED(NoticeKind.NEW_WORK, "已重新办理,请继续处理", "was reopened; go on with it"),
    POST_FOUND(NoticeKind.NEW_WORK, "论坛有新帖,请回帖", "was posted on the forum; reply to it"),
    POST_RELAYED(NoticeKind.NEW_WORK, "部门转告论坛帖子,请一小时内回帖", "was relayed by a department; reply within an hour"),
    STATISTICS_SUBMITTED(NoticeKind.NEW_WORK, "月度统计分析已呈报,请审批", "the statistics were submitted, to decide"),
    REPORT_DRAFTED(NoticeKind.NEW_WORK, "月度服务报告已编写,请审批", "the service report was drafted, to decide"),
    RECORDS_HANDED_OVER(NoticeKind.NEW_WORK, "处理记录表已移交,请归档", "its records were handed over, to archive"),
    CASE_SUBMITTED(NoticeKind.NEW_WORK, "案例待审核", "awaits review"),
    TRAINING_INVITED(NoticeKind.NEW_WORK, "请您参加培训", "invites you"),
    ROUTING_RETURNED(NoticeKind.RETURNED, "派单被退回,请重新派单", "its routing was returned; route it again"),
    RECORD_SENT_BACK(NoticeKind.RETURNED, "处理记录表被退回", "its handling record was sent back"),
    STATISTICS_RETURNED(NoticeKind.RETURNED, "月度统计分析被退回", "the statistics were returned"),
    REPORT_RETURNED(NoticeKind.RETURNED, "月度服务报告被退回", "the service report was returned"),
    CASE_RETURNED(NoticeKind.RETURNED, "案例被退回修改", "was returned to be revised"),
    PROMISE_WARNED(NoticeKind.WARNED, "即将到期", "is nearly due"),
    PROMISE_MISSED(NoticeKind.MISSED, "已超期", "was missed"),
    PROMISE_ESCALATED(NoticeKind.ESCALATED, "超期未办,已升级给您", "was missed, and has climbed to you"),
    MONTH_END_DUE(NoticeKind.MONTH_END, "即将到期", "is nearly due"),
    FORUM_UNWATCHED(NoticeKind.ALARM, "论坛没有值守人员", "nobody is appointed to watch its forum");

    private final NoticeKind kind;
    private final String zh;
    private final String en;

    Occasion(NoticeKind kind, String zh, String en) {
        this.kind = kind;
        this.zh = zh;
        this.en = en;
    }

    public NoticeKind kind() {
        return kind;
    }

    String zh() {
        return zh;
    }

    String en() {
        return en;
    }
}
