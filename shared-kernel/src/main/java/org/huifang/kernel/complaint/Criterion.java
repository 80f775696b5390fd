package org.huifang.kernel.complaint;

/** By which sentence of §4.3 a complaint is judged, in the order of the text. */
public enum Criterion {
    CONTRACT_DUTY_NOT_PERFORMED(
            Classification.VALID_COMPLAINT, "没有履行物业服务合同中规定的义务", "A contract duty was not performed"),
    PROMISE_NOT_KEPT(Classification.VALID_COMPLAINT, "没有履行对业户的承诺", "A promise to the owner was not kept"),
    REGULATION_NOT_FOLLOWED(Classification.VALID_COMPLAINT, "没有履行物业管理法律、法规", "A law or regulation was not followed"),
    UNLAWFUL_CHARGE(Classification.VALID_COMPLAINT, "违反规定乱收费、多收费", "An unlawful or excessive charge"),
    NOT_DONE_DESPITE_REMINDERS(Classification.VALID_COMPLAINT, "应做的事经多次提示或督促仍没有做", "Not done despite reminders"),
    MISCONDUCT_OR_DAMAGE(
            Classification.VALID_COMPLAINT, "服务态度恶劣、侮辱业户人格、损坏业户东西", "Misconduct, insult or damage to property"),
    CONTRACTOR_BELOW_STANDARD(
            Classification.VALID_COMPLAINT, "供方承包的工作不符合质量要求", "A contractor's work is below standard"),
    OTHER_OWNER_IN_BREACH(Classification.COORDINATION_WORK, "其他业户违反有关规定", "Another owner is in breach"),
    DEVELOPER_IN_BREACH(Classification.COORDINATION_WORK, "开发商不履行合同和承诺", "The developer is in breach"),
    OWNERS_ASSEMBLY_MATTER(Classification.COORDINATION_WORK, "须业主大会研究决定的事项", "A matter for the owners' assembly"),
    OUTSIDE_PROVIDER_MATTER(Classification.COORDINATION_WORK, "供水、供电等有关单位的问题", "A matter of an outside provider"),
    AUTHORITY_DISTURBING_RESIDENTS(Classification.COORDINATION_WORK, "有关部门执法扰民", "An authority disturbs residents"),
    FACILITY_NOT_IN_DESIGN(
            Classification.EXCESSIVE_DEMAND, "要求增加原设计没有的公共设施和活动场所", "A facility that the design does not have"),
    FEE_BELOW_AGREED(Classification.EXCESSIVE_DEMAND, "要求降低已明确并批准的收费标准", "A fee below the agreed one"),
    SERVICE_BEYOND_CONTRACT_AND_LAW(
            Classification.EXCESSIVE_DEMAND, "要求合同和法律、法规规定以外的项目", "A service beyond contract and law");

    private final Classification classification;
    private final String zh;
    private final String en;

    Criterion(Classification classification, String zh, String en) {
        this.classification = classification;
        this.zh = zh;
        this.en = en;
    }

    public Classification classification() {
        return classification;
    }

    public String zh() {
        return zh;
    }

    public String en() {
        return en;
    }
}
