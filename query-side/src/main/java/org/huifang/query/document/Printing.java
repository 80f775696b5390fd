package org.huifang.query.document;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Prints pages one after another: a page in the making takes tens of megabytes. Fonts are read with the first. */
final class Printing {
    private final Semaphore one = new Semaphore(1, true);
    private @Nullable Pdf pdf;

    byte[] pdf(Markup page) {
        one.acquireUninterruptibly();
        try {
            if (pdf == null) {
                pdf = new Pdf();
            }
            return pdf.print(page);
        } finally {
            one.release();
        }
    }
}
