package org.huifang.kernel.promise;

/** What the company promises an owner, or itself (§4.5.2, §4.6, §4.6.7). */
public enum PromiseKind {
    RECORD("§4.5.1", "立即记录", "record at once"),
    JUDGE("§4.3", "判定", "judge"),
    PRESENT_MAJOR("§4.5.2 a", "重大投诉当天呈送公司主管领导", "present to the company's leader the same day"),
    PRESENT_IMPORTANT("§4.5.2 b", "重要投诉 1 小时内转呈主管经理", "present to the manager within an hour"),
    SOLVE_MINOR("§4.5.2 c", "轻微投诉按期解决", "solve a minor complaint in time"),
    ROUTE("§4.6.1", "第一时间派单", "route at once"),
    PLAN_MEASURES("§4.6.1", "制定纠正预防措施", "plan measures"),
    COMPLETE_HANDLING("§4.6.2", "按期办结", "complete handling in time"),
    SUBMIT_HANDLING_RECORD("§4.6.2", "当天提交投诉处理记录表", "hand in the handling record the same day"),
    REPORT_TO_SUPERVISOR("§4.6.3", "当天上报客服部主管", "report to the supervisor the same day"),
    INFORM_OWNER("§4.6.3", "当天反馈业户", "inform the owner the same day"),
    DIRECT("§4.5.2", "进入处置程序", "direct the disposal"),
    RETURN_VISIT("§4.6.4", "回访", "return visit"),
    RESOLVE_WITHIN_A_MONTH("§4.4.1 c", "一个月内解决", "resolve within a month"),
    REPLY_ON_FORUM("§4.6.7", "论坛回帖", "reply on the forum"),
    REPORT_STATISTICS("§4.6.4", "呈报月度统计分析", "report the monthly statistics"),
    HAND_OVER_RECORDS("§4.6.4", "移交投诉处理记录表", "hand over the handling records"),
    PUBLISH_SERVICE_REPORT("§4.6.6", "公布月度物业服务报告", "publish the monthly service report");

    private final String clause;
    private final String zh;
    private final String en;

    PromiseKind(String clause, String zh, String en) {
        this.clause = clause;
        this.zh = zh;
        this.en = en;
    }

    public String clause() {
        return clause;
    }

    public String zh() {
        return zh;
    }

    public String en() {
        return en;
    }

    /** Due at the end of a local day or month: met strictly before it; all others at or before. */
    public boolean strict() {
        return switch (this) {
            case PRESENT_MAJOR,
                    SUBMIT_HANDLING_RECORD,
                    REPORT_TO_SUPERVISOR,
                    INFORM_OWNER,
                    REPORT_STATISTICS,
                    HAND_OVER_RECORDS,
                    PUBLISH_SERVICE_REPORT -> true;
            default -> false;
        };
    }
}
