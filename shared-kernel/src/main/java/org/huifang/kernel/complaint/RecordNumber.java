package org.huifang.kernel.complaint;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** The number people use: {@code KF-<centre>-<yyyyMMdd>-<nnnn>}, gapless within the centre's local day of recording. */
public record RecordNumber(String value) {
    private static final String PREFIX = "KF-";

    public static RecordNumber of(String centre, LocalDate day, int n) {
        return new RecordNumber(
                PREFIX + "%s-%s-%04d".formatted(centre, DateTimeFormatter.BASIC_ISO_DATE.format(day), n));
    }

    @JsonCreator
    public static RecordNumber parse(String text) {
        return new RecordNumber(text);
    }

    /** The day that gave it, as {@link ReceptionDayEvent#day()}. */
    public String receptionDay() {
        int n = value.lastIndexOf('-');
        int day = value.lastIndexOf('-', n - 1);
        LocalDate date = LocalDate.parse(value.substring(day + 1, n), DateTimeFormatter.BASIC_ISO_DATE);
        return value.substring(PREFIX.length(), day) + "/" + date;
    }

    @Override
    @JsonValue
    public String toString() {
        return value;
    }
}
