package org.huifang.query.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.huifang.query.document.Paper.Choice;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** What is printed is PDF/A-2u by an outside checker, reads back as it was written, and goes on over pages. */
class PaperTest {
    private static final String RARE = "𠮷田㛃，〇五号楼“大堂”——业户：张三丰";
    private static final String HOSTILE = "<script>alert(1)</script> & ]]> &lt; \"'";
    private static final Pdf PDF = new Pdf();

    @BeforeAll
    static void checker() {
        VeraGreenfieldFoundryProvider.initialise();
    }

    @Test
    void isPdfA2uByVeraPdf() throws Exception {
        byte[] pdf = PDF.print(paper("电梯停运").body());
        Files.createDirectories(Path.of("target", "screens"));
        Files.write(Path.of("target", "screens", "paper.pdf"), pdf);
        try (PDFAParser parser =
                        Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFA_2_U);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_2_U, false)) {
            ValidationResult result = validator.validate(parser);
            assertThat(result.isCompliant())
                    .as(String.valueOf(result.getTestAssertions()))
                    .isTrue();
        }
    }

    /** By code points: a radical that looks like the character is another one. */
    @Test
    void whatIsCopiedIsWhatWasWritten() throws Exception {
        String text = text(PDF.print(paper(RARE + " " + HOSTILE).body()));
        assertThat(text.replaceAll("\\s", "")).contains(RARE).contains(HOSTILE.replaceAll("\\s", ""));
        assertThat(text.codePoints().filter(c -> c >= 0x2E80 && c <= 0x2FDF)).isEmpty();
    }

    @Test
    void aLongTextGoesOnOverPagesEachWithItsFoot() throws Exception {
        byte[] pdf = PDF.print(paper("自来水管道夜间抢修，".repeat(600)).body());
        try (PDDocument document = Loader.loadPDF(pdf)) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(3);
            for (int page = 1; page <= pages; page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                assertThat(stripper.getText(document)).contains("记录摘要").contains(page + " / " + pages);
            }
        }
        assertThat(count(text(pdf).replaceAll("\\s", ""), "自来水管道夜间抢修，")).isGreaterThan(560);
    }

    @Test
    void longWordsWithoutSpacesStayInTheirCells() throws Exception {
        byte[] pdf = PDF.print(paper("A".repeat(400)).body());
        assertThat(text(pdf).replaceAll("\\s", "")).contains("A".repeat(400));
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    private static String text(byte[] pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(false);
            return stripper.getText(document);
        }
    }

    private static Paper paper(String text) {
        return new Paper("云河花园服务中心", "客户服务需求记录表", "KF-YH-20261103-0001", "记录摘要 0a1b2c")
                .table()
                .row("受理时间", "2026-11-03 09:12", "受理人", "王芳")
                .choices("受理方式", List.of(new Choice("来访", true), new Choice("电话", false)), "")
                .text("事情经过", text)
                .row("签名", "", "日期", "");
    }
}
