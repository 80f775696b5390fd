package org.huifang.command.complaint;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.LocalDate;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ReceptionDayEvent.NumberGiven;
import org.huifang.kernel.complaint.RecordNumber;
import org.jspecify.annotations.Nullable;

/**
 * A centre's local day of recording: gives its complaints their numbers, in one append with the complaint (§4.5.1). Each of
 * its events says all there is to know of it, which {@link ReceptionDays} relies on.
 */
@AggregateRoot(type = "reception-day")
public class ReceptionDay {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private @Nullable String day;

    private int given;

    /** The day's own name comes with its first number. */
    protected ReceptionDay() {}

    static String name(String centre, LocalDate day) {
        return centre + "/" + day;
    }

    RecordNumber giveNumber(String centre, LocalDate date, ComplaintId complaint) {
        apply(new NumberGiven(name(centre, date), given + 1, complaint));
        return RecordNumber.of(centre, date, given);
    }

    @EventSourcingHandler
    void on(NumberGiven event) {
        day = event.day();
        given = event.n();
    }
}
