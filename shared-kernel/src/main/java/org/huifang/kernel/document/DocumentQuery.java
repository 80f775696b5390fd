package org.huifang.kernel.document;

import java.time.LocalDate;
import java.time.YearMonth;
import org.huifang.kernel.complaint.ComplaintId;
import org.jspecify.annotations.Nullable;

/** Documents to be printed; each answered by {@link Printed}, empty where there is none for who asks. */
public sealed interface DocumentQuery {

    /**
     * A paper form of a complaint, as it stands (DOMAIN §4).
     *
     * @param person who asks: texts are opened only for who acts on the complaint, and that leaves a trace
     */
    record PrintForm(String person, ComplaintId complaint, Form form) implements DocumentQuery {}

    /** §4.6.4: a month's statistics as they were known at the cut-off, as PDF or XLSX. */
    record PrintStatistics(String person, String centre, YearMonth month, Shape shape) implements DocumentQuery {}

    /** §4.6.6: a month's published service report, for anybody; the newest version where none is named. */
    record PrintServiceReport(
            String centre, YearMonth month, @Nullable Integer version, Shape shape) implements DocumentQuery {}

    /**
     * Complaints that the person may see as XLSX or CSV, with nothing that is personal.
     *
     * @param centre all where it is absent
     * @param from first local day of reception
     * @param until local day after the last
     */
    record ListComplaints(String person, @Nullable String centre, LocalDate from, LocalDate until, Shape shape)
            implements DocumentQuery {}

    /**
     * One of the company's lists, with what the person may see of it, as XLSX or CSV.
     *
     * @param centre all where it is absent, or where the list is the company's
     */
    record ListOf(String person, Listed listed, @Nullable String centre, Shape shape) implements DocumentQuery {}

    enum Listed {
        /** What the person could do next. */
        QUEUE,
        RETURN_VISITS_OWED,
        /** Open ones, by due. */
        PROMISES,
        /** §4.6.7: without what owners wrote. */
        FORUM_POSTS,
        LIBRARY_CASES,
        TRAININGS,
        /** The registry, for who keeps it: each owner read leaves a trace. */
        OWNERS,
        PEOPLE
    }

    /** §4.5.1, §4.6.2: the two forms of the instruction. */
    enum Form {
        SERVICE_REQUEST_RECORD,
        HANDLING_RECORD
    }

    enum Shape {
        PDF,
        HTML,
        XLSX,
        CSV
    }

    /** @param name of the file, without what it ends in */
    @SuppressWarnings("ArrayRecordComponent") // written once, by whom it was made, and read once
    record Printed(byte @Nullable [] bytes, String name) {
        public static final Printed NONE = new Printed(null, "");
    }
}
