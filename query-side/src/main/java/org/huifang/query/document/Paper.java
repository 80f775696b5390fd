package org.huifang.query.document;

/** A sheet of ruled paper: a title, rows of labels and what is written beside them, and a foot on every page. */
final class Paper {
    private static final int COLUMNS = 12;

    private static final String STYLE = """
            @page { size: A4; margin: 16mm 15mm 20mm 15mm;
              @bottom-left { content: element(foot); vertical-align: top; width: 80%; }
              @bottom-right { content: counter(page) ' / ' counter(pages); font-family: sans; font-size: 8pt; vertical-align: top; padding-top: 2mm; }
            }
            body { font-family: sans, 'rare-1', 'rare-2'; font-size: 10pt; line-height: 1.45; color: #000; margin: 0; }
            .foot { position: running(foot); font-size: 7pt; color: #444; padding-top: 2mm; word-wrap: break-word; }
            .company { text-align: center; font-size: 11pt; }
            h1 { text-align: center; font-size: 17pt; font-weight: normal; letter-spacing: 1.5pt; margin: 1mm 0 2mm 0; }
            h2 { font-size: 12pt; font-weight: normal; margin: 5mm 0 1.5mm 0; border-left: 1.2mm solid #1b5e8c; padding-left: 2mm; page-break-after: avoid; }
            .number { text-align: right; font-size: 10pt; margin-bottom: 1.5mm; }
            p { margin: 0 0 2mm 0; }
            table { width: 100%; border-collapse: collapse; table-layout: fixed; -fs-table-paginate: paginate; }
            td, th { border: 0.35mm solid #000; padding: 1.3mm 1.8mm; vertical-align: top; word-wrap: break-word; font-weight: normal; text-align: left; }
            tr { page-break-inside: avoid; }
            tr.long { page-break-inside: auto; }
            td.label, th { background-color: #f0f2f4; }
            td.label { vertical-align: middle; text-align: center; }
            td.figure, th.figure { text-align: right; }
            td.tall { height: 20mm; }
            .box { display: inline-block; width: 2.6mm; height: 2.6mm; border: 0.3mm solid #000; margin: 0 1mm 0 2.5mm; vertical-align: -0.3mm; }
            .ticked { background-color: #000; }
            .bar { background-color: #2f7fb8; height: 3.2mm; margin-top: 0.8mm; }
            table.together { page-break-inside: avoid; }
            tr.sign td { height: 9mm; vertical-align: middle; }
            .signature { margin-top: 6mm; text-align: right; }
            .hint { font-size: 8pt; color: #444; }
            """;

    private final Markup body;
    private Markup table;

    Paper(String company, String title, String number, String foot) {
        body = Markup.page("zh-CN", title + " " + number, STYLE);
        body.add("div", "foot").text(foot);
        body.add("div", "company").text(company);
        body.add("h1").text(title);
        if (!number.isEmpty()) {
            body.add("div", "number").text("编号:" + number);
        }
        table = body;
    }

    Markup body() {
        return body;
    }

    Paper heading(String text) {
        body.add("h2").text(text);
        return this;
    }

    Paper paragraph(String text) {
        body.add("p").text(text);
        return this;
    }

    /** Rows that follow belong to a new table of 12 narrow columns. */
    Paper table() {
        Markup made = body.add("table");
        Markup columns = made.add("colgroup");
        for (int i = 0; i < COLUMNS; i++) {
            columns.add("col").with("style", "width: 8.333%");
        }
        table = made;
        return this;
    }

    /** A row to sign in, kept with those beside it. */
    Paper signatures(String... labelsAndValues) {
        table.with("class", "together");
        return pairs(table.add("tr", "sign"), labelsAndValues);
    }

    /** Label and value, side by side, as often as there are pairs; they share the width. */
    Paper row(String... labelsAndValues) {
        return pairs(table.add("tr"), labelsAndValues);
    }

    private Paper pairs(Markup row, String... labelsAndValues) {
        int pairs = labelsAndValues.length / 2;
        int width = COLUMNS / pairs;
        for (int i = 0; i < pairs; i++) {
            row.add("td", "label").with("colspan", "2").text(labelsAndValues[2 * i]);
            row.add("td").with("colspan", String.valueOf(width - 2)).text(labelsAndValues[2 * i + 1]);
        }
        return this;
    }

    /** A label and a text that may be long: it goes on on the next page. */
    Paper text(String label, String value) {
        Markup row = table.add("tr", "long");
        row.add("td", "label").with("colspan", "2").text(label);
        row.add("td", value.length() < 40 ? "tall" : "full")
                .with("colspan", "10")
                .text(value);
        return this;
    }

    /** A label and boxes of which some are ticked. */
    Paper choices(String label, Iterable<Choice> choices, String beside) {
        Markup row = table.add("tr");
        row.add("td", "label").with("colspan", "2").text(label);
        Markup cell = row.add("td").with("colspan", "10");
        choices.forEach(choice -> {
            cell.add("span", choice.ticked() ? "box ticked" : "box").text("\u200b");
            cell.add("span").text(choice.text());
        });
        cell.add("span").text(beside.isEmpty() ? "" : "  " + beside);
        return this;
    }

    record Choice(String text, boolean ticked) {}

    /** The head of a table of its own columns, whose widths add up to 12. */
    Paper columns(int[] widths, String... names) {
        table();
        Markup row = table.add("thead").add("tr");
        for (int i = 0; i < names.length; i++) {
            row.add("th").with("colspan", String.valueOf(widths[i])).text(names[i]);
        }
        return this;
    }

    /** A row below {@link #columns}. */
    Paper cells(int[] widths, String... values) {
        Markup row = table.add("tr");
        for (int i = 0; i < values.length; i++) {
            row.add("td").with("colspan", String.valueOf(widths[i])).text(values[i]);
        }
        return this;
    }

    /** A bar of a chart: as long as its share of the longest. */
    Paper bar(String label, int value, int longest) {
        Markup row = table.add("tr");
        row.add("td").with("colspan", "4").text(label);
        row.add("td", "figure").with("colspan", "1").text(String.valueOf(value));
        Markup cell = row.add("td").with("colspan", "7");
        cell.add("div", "bar")
                .with("style", "width: " + (longest == 0 ? 0 : Math.round(value * 100.0 / longest)) + "%");
        return this;
    }
}
