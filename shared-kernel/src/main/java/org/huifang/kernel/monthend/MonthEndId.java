package org.huifang.kernel.monthend;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** All months' ends of one centre; also the name of their stream of events. */
public record MonthEndId(String centre) {
    /** Of its view. */
    public static final String KIND = "month_end";

    private static final String PREFIX = "month-end ";

    @JsonCreator
    public static MonthEndId parse(String stream) {
        if (!stream.startsWith(PREFIX)) {
            throw new IllegalArgumentException("no month's end: " + stream);
        }
        return new MonthEndId(stream.substring(PREFIX.length()));
    }

    @Override
    @JsonValue
    public String toString() {
        return PREFIX + centre;
    }
}
