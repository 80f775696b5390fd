package org.huifang.query.document;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;

/** Prints pages as PDF/A-2u: fonts inside, text that can be copied and searched, nothing loaded from elsewhere. */
final class Pdf {
    /** Noto Sans SC; what it lacks beyond the basic plane is taken from the fonts that follow. */
    private static final Map<String, String> FONTS = new LinkedHashMap<>();

    static {
        FONTS.put("sans", "/fonts/sans.ttf");
        FONTS.put("rare-1", "/fonts/rare-1.ttf");
        FONTS.put("rare-2", "/fonts/rare-2.ttf");
    }

    static {
        // How a page was laid out step by step is nobody's news.
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    private final Map<String, byte[]> fonts = new LinkedHashMap<>();
    private final byte[] colours;

    /** Reads the fonts, once: some 11 MB. */
    Pdf() {
        FONTS.forEach((family, resource) -> fonts.put(family, bytes(resource)));
        colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = Objects.requireNonNull(Pdf.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] print(Markup page) {
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.usePdfAConformance(PdfAConformance.PDFA_2_U);
        builder.useColorProfile(colours);
        builder.useExternalResourceAccessControl(
                (uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
        builder.useExternalResourceAccessControl(
                (uri, type) -> false, ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
        fonts.forEach((family, font) ->
                builder.useFont(() -> new ByteArrayInputStream(font), family, 400, FontStyle.NORMAL, true));
        builder.withProducer("Huifang");
        builder.withW3cDocument(page.document(), null);
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        builder.toStream(pdf);
        try {
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pdf.toByteArray();
    }
}
