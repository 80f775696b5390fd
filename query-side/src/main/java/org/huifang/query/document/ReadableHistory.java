package org.huifang.query.document;

import java.util.List;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.HistoryView;
import org.huifang.kernel.complaint.HistoryView.Text;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/** A complaint's whole history as a page that needs nothing but itself, for reading in years to come (§4.6.4). */
final class ReadableHistory {
    private static final String STYLE = """
            body { font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif; color: #1f2a33; margin: 0 auto; max-width: 60rem; padding: 2rem 1rem; line-height: 1.7; }
            h1 { font-size: 1.4rem; margin: 0; } .hint { color: #55636f; margin: 0 0 1.5rem; }
            ol { padding: 0; list-style: none; } li { border-top: 1px solid #d5dce2; padding: .7rem 0; }
            .when { color: #55636f; font-size: .9rem; } .en { color: #55636f; } .texts { margin: .3rem 0 0 1.5rem; }
            dt { color: #55636f; } dd { margin: 0 0 .3rem; white-space: pre-wrap; }
            @media print { body { padding: 0; } li { break-inside: avoid; } }
            """;

    private ReadableHistory() {}

    /** @param withTexts false: that there is a text is said, and what it says is not */
    static Markup page(ComplaintView complaint, List<HistoryView> history, Words words, boolean withTexts) {
        Markup body = Markup.page("zh-CN", complaint.number().value(), STYLE);
        body.add("h1").text(complaint.number().value());
        body.add("p", "hint")
                .text(words.centre(complaint.centre()) + " · " + Words.constant(complaint.state()) + " · "
                        + words.zone());
        if (!withTexts) {
            body.add("p", "hint")
                    .text(
                            "●●● 是个人信息,见加密的 history-with-texts.html / what is personal stands in history-with-texts.html, encrypted");
        }
        Markup list = body.add("ol");
        for (HistoryView entry : history) {
            Markup item = list.add("li");
            item.add("div", "when").text(when(entry, words));
            item.add("div").text(entry.zh());
            item.add("div", "en").with("lang", "en").text(entry.en());
            if (entry.lateReason() == null && entry.texts().isEmpty()) {
                continue;
            }
            Markup texts = item.add("dl", "texts");
            for (Text text : entry.texts()) {
                text(texts, text.field(), text.text(), words, withTexts);
            }
            if (entry.lateReason() != null) {
                text(texts, "lateReason", entry.lateReason(), words, withTexts);
            }
        }
        return body;
    }

    private static String when(HistoryView entry, Words words) {
        String recorded = entry.recordedAt().equals(entry.at()) ? "" : " · 记录于 " + words.time(entry.recordedAt());
        return "#" + (entry.sequence() + 1) + " · " + words.time(entry.at()) + recorded + " · " + entry.clause();
    }

    private static void text(Markup list, String field, @Nullable Personal text, Words words, boolean withTexts) {
        list.add("dt").text(Words.field(field));
        list.add("dd").text(withTexts ? words.text(text) : "●●●");
    }
}
