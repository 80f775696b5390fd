package org.huifang.kernel.notice;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.huifang.kernel.complaint.ComplaintId;

/** What one person has chosen to be told, and how; also the name of its stream of events. */
public record NoticeSettingsId(String person) {
    /** Of its view. */
    public static final String KIND = "notice_settings";

    private static final String PREFIX = "notice-settings ";

    /** Whose key seals the person's address; no complaint itself. */
    public ComplaintId keeper() {
        return new ComplaintId(UUID.nameUUIDFromBytes(toString().getBytes(StandardCharsets.UTF_8)));
    }

    @JsonCreator
    public static NoticeSettingsId parse(String stream) {
        if (!stream.startsWith(PREFIX)) {
            throw new IllegalArgumentException("no settings of notices: " + stream);
        }
        return new NoticeSettingsId(stream.substring(PREFIX.length()));
    }

    @Override
    @JsonValue
    public String toString() {
        return PREFIX + person;
    }
}
