package org.huifang.kernel.complaint;

import org.huifang.kernel.EventName;

/** What happens on a centre's local day of reception: it gives numbers, without gaps. */
public sealed interface ReceptionDayEvent {
    /** {@code <centre>/<yyyy-MM-dd>} */
    String day();

    @EventName("reception-day.number-given")
    record NumberGiven(String day, int n, ComplaintId complaint) implements ReceptionDayEvent {}
}
