package org.huifang.kernel.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.YearMonth;
import java.util.function.Consumer;
import org.huifang.kernel.RefusedException;

/** Makes archive packages (§4.6.4). */
public interface ArchivePackages {

    /**
     * @param person who asks; that they read the personal data of each complaint leaves a trace
     * @param passphrase of the encrypted entries
     */
    record Wanted(String person, String centre, YearMonth month, Instant at, String passphrase) {}

    /** @param manifest SHA-256 of the manifest, in hexadecimal */
    record Made(String manifest, int complaints) {}

    /** A package about to be written. */
    interface Prepared {
        /**
         * Writes it from its first entry to its manifest.
         *
         * @param made told before the package is complete; when it throws, the package stays incomplete and cannot be opened
         */
        void write(OutputStream to, Consumer<Made> made) throws IOException;
    }

    /**
     * Looks up what belongs into it, and writes nothing.
     *
     * @throws RefusedException when the person may not, the passphrase is too short, or there is nothing to pack
     */
    Prepared prepare(Wanted wanted);
}
