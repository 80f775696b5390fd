package org.huifang.kernel.notice;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.huifang.kernel.complaint.ComplaintId;

/** The webhooks of the company; also the name of their stream of events. */
public record WebhooksId(String value) {
    /** Of their view. */
    public static final String KIND = "webhooks";

    public static final WebhooksId COMPANY = new WebhooksId(KIND);

    /** Whose key seals the secrets; no complaint itself. */
    public ComplaintId keeper() {
        return new ComplaintId(UUID.nameUUIDFromBytes(value.getBytes(StandardCharsets.UTF_8)));
    }

    @JsonCreator
    public static WebhooksId parse(String stream) {
        return new WebhooksId(stream);
    }

    @Override
    @JsonValue
    public String toString() {
        return value;
    }
}
