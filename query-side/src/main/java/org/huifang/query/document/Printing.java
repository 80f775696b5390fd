package org.huifang.query.document;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.jspecify.annotations.Nullable;

/** Prints pages one after another: a page in the making takes tens of megabytes. Fonts are read with the first. */
final class Printing {
    private static final int PATIENCE_SECONDS = 20;

    private final Semaphore one = new Semaphore(1, true);
    private @Nullable Pdf pdf;

    /** @throws RefusedException when others are printing for too long */
    byte[] pdf(Markup page) {
        try {
            if (!one.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new RefusedException(new Refusal(
                        "PRINTING_BUSY", "§4.6.4", null, "打印排队较长,请稍后再试", "Too much is being printed; try again later"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
