package org.huifang.kernel.imports;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.huifang.kernel.imports.ImportJob.Fault;
import org.huifang.kernel.imports.ImportJob.Kind;
import org.huifang.kernel.imports.ImportJob.Progress;

/** Keeps lists that are being imported, sealed, and how far each has come; so that one interrupted goes on. */
public interface ImportDesk {
    /** A file, house rule. */
    int BYTES_AT_MOST = 100 * 1024 * 1024;

    /** To be checked next. */
    ImportJob open(Kind kind, String person, String file, byte[] bytes);

    Optional<ImportJob> find(UUID job);

    /** The latest first. */
    List<ImportJob> of(String person, int first);

    /** In the order of rows. */
    List<Fault> faults(UUID job, int afterRow, int first);

    /** The file as it was brought; empty once it has been taken, cancelled, or its key destroyed. */
    Optional<byte[]> bytes(UUID job);

    /**
     * One that waits for work, for this process alone, while it says within a minute that it goes on; one that was taken up
     * three times and did not get on is failed.
     */
    Optional<ImportJob> claim();

    /** It has been read. */
    void counted(UUID job, int rows);

    /** @return false when it is no longer ours, or has been cancelled */
    boolean progress(UUID job, Progress progress);

    /** All rows are checked. */
    void checked(UUID job);

    void finished(UUID job);

    void failed(UUID job, String fault);

    /** @return false when it does not wait to be started */
    boolean start(UUID job, boolean skipFaulty);

    /** @return false when it has ended already */
    boolean cancel(UUID job);
}
