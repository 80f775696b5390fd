package org.huifang.query.document;

import org.huifang.kernel.monthend.MonthEndView.Month;
import org.huifang.kernel.monthend.MonthEndView.Report;
import org.huifang.kernel.monthend.ReportState;
import org.huifang.kernel.monthend.ReportText.Issue;

/** §4.6.6: a published service report, as owners read it: on paper and as a page. */
final class PublishedReport {
    private static final String STYLE = """
            body { font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif; color: #1f2a33; background: #f4f6f8; margin: 0; line-height: 1.75; }
            main { max-width: 46rem; margin: 0 auto; background: #fff; padding: 2.5rem 1.5rem 3rem; }
            h1 { font-size: 1.6rem; margin: .2rem 0 .6rem; line-height: 1.35; } h2 { font-size: 1.15rem; margin: 2rem 0 .4rem; }
            .company, .hint { color: #55636f; margin: 0; } .hint { font-size: .9rem; }
            .notice { border-left: .3rem solid #b25e09; background: #fdf5ea; padding: .6rem 1rem; margin: 1rem 0; }
            dt { color: #55636f; margin-top: .6rem; } dd { margin: 0; }
            a { color: #1b5e8c; }
            @media print { body { background: #fff; } main { padding: 0; } }
            """;

    private PublishedReport() {}

    static Markup paper(Month month, Report report, Words words) {
        Paper paper = new Paper(
                words.centre(month.centre()),
                report.text().title(),
                "",
                words.centre(month.centre()) + " 月度物业服务报告 " + month.month() + " 第 " + report.version() + " 版,"
                        + published(report, words));
        if (report.state() == ReportState.SUPERSEDED) {
            paper.paragraph("【本版已由后来的更正取代】");
        }
        if (report.text().correction() != null) {
            paper.paragraph("【更正】" + report.text().correction());
        }
        paper.paragraph(report.text().opening());
        int number = 0;
        for (Issue issue : report.text().issues()) {
            number++;
            paper.heading(number + ". " + issue.title());
            paper.table().text("反映的问题", issue.raised()).text("处理结果", issue.result());
        }
        return paper.body();
    }

    static Markup page(Month month, Report report, Words words) {
        Markup body = Markup.page("zh-CN", report.text().title(), STYLE);
        Markup main = body.add("main");
        main.add("p", "company").text(words.centre(month.centre()) + " · 月度物业服务报告 · " + month.month());
        main.add("h1").text(report.text().title());
        main.add("p", "hint").text(published(report, words));
        String address = "/reports/" + month.centre() + "/" + month.month();
        if (report.state() == ReportState.SUPERSEDED) {
            Markup notice = main.add("p", "notice").text("本版已由后来的更正取代。");
            notice.add("a").with("href", address).text("查看最新版");
        }
        if (report.text().correction() != null) {
            main.add("p", "notice").text("更正:" + report.text().correction());
        }
        main.add("p").text(report.text().opening());
        for (Issue issue : report.text().issues()) {
            main.add("h2").text(issue.title());
            Markup list = main.add("dl");
            list.add("dt").text("反映的问题");
            list.add("dd").text(issue.raised());
            list.add("dt").text("处理结果");
            list.add("dd").text(issue.result());
        }
        Markup links = main.add("p", "hint");
        links.add("a")
                .with("href", address + ".pdf?version=" + report.version())
                .text("下载 PDF");
        month.reports().stream()
                .filter(other -> other.published() != null && other.version() != report.version())
                .forEach(other -> {
                    links.add("span").text(" · ");
                    links.add("a")
                            .with("href", address + "?version=" + other.version())
                            .text("第 " + other.version() + " 版");
                });
        return body;
    }

    private static String published(Report report, Words words) {
        return "公布于 "
                + (report.published() == null
                        ? ""
                        : words.day(report.published().at()));
    }
}
