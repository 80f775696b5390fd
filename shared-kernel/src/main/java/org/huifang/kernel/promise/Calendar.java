package org.huifang.kernel.promise;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Days and months as the centre's people live them. */
record Calendar(ZoneId zone) {

    /** The first instant of the next local day. */
    Instant endOfDay(Instant instant) {
        return LocalDate.ofInstant(instant, zone).plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** 31 January 10:00 → 28 or 29 February 10:00, local. */
    Instant plusMonth(Instant instant) {
        return instant.atZone(zone).toLocalDateTime().plusMonths(1).atZone(zone).toInstant();
    }

    /** The instant itself while the desk is open, else its next opening. */
    Instant deskOpen(Instant instant, PromisePolicy.@Nullable DeskHours hours) {
        if (hours == null) {
            return instant;
        }
        ZonedDateTime local = instant.atZone(zone);
        if (local.toLocalTime().isBefore(hours.opens())) {
            return local.toLocalDate().atTime(hours.opens()).atZone(zone).toInstant();
        }
        return local.toLocalTime().isBefore(hours.closes())
                ? instant
                : local.toLocalDate()
                        .plusDays(1)
                        .atTime(hours.opens())
                        .atZone(zone)
                        .toInstant();
    }
}
