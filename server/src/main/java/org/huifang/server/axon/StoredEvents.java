package org.huifang.server.axon;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.axonframework.axonserver.connector.util.GrpcMetaDataConverter;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.huifang.command.store.OriginalLog.Original;

/**
 * A row of the log and an event of Axon Server as each other, with nothing lost. Axon Server keeps metadata as values by
 * name, and times in milliseconds: where the row's own bytes and microseconds do not follow from these, they go with it.
 */
public final class StoredEvents {
    private static final String EXACT_TIME = "huifang.recorded-at";
    private static final String EXACT_METADATA = "huifang.metadata";
    private static final String METADATA = MetaData.class.getName();

    private final Serializer serializer;
    private final GrpcMetaDataConverter converter;

    /** @param serializer of events */
    public StoredEvents(Serializer serializer) {
        this.serializer = serializer;
        this.converter = new GrpcMetaDataConverter(serializer);
    }

    /** As the connector writes an event of an aggregate. */
    Event stored(Original row) {
        Map<String, MetaDataValue> metadata = values(row.metadata());
        if (!Arrays.equals(bytes(metadata), row.metadata())) {
            metadata.put(
                    EXACT_METADATA,
                    MetaDataValue.newBuilder()
                            .setBytesValue(SerializedObject.newBuilder()
                                    .setType(METADATA)
                                    .setData(ByteString.copyFrom(row.metadata())))
                            .build());
        }
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, row.at());
        if (micros % 1_000 != 0) {
            metadata.put(
                    EXACT_TIME,
                    MetaDataValue.newBuilder().setNumberValue(micros).build());
        }
        return Event.newBuilder()
                .setMessageIdentifier(row.eventId().toString())
                .setAggregateIdentifier(row.stream())
                .setAggregateSequenceNumber(row.sequence())
                .setAggregateType(row.streamType())
                .setTimestamp(row.at().toEpochMilli())
                .setPayload(SerializedObject.newBuilder()
                        .setType(row.name())
                        .setRevision(row.revision() == 0 ? "" : String.valueOf(row.revision()))
                        .setData(ByteString.copyFrom(row.payload())))
                .putAllMetaData(metadata)
                .build();
    }

    private Map<String, MetaDataValue> values(byte[] metadata) {
        MetaData read = serializer.deserialize(new SimpleSerializedObject<>(metadata, byte[].class, METADATA, null));
        Map<String, MetaDataValue> values = new HashMap<>();
        read.forEach((name, value) -> values.put(name, converter.convertToMetaDataValue(value)));
        return values;
    }

    private byte[] bytes(Map<String, MetaDataValue> metadata) {
        return serializer.serialize(converter.convert(metadata), byte[].class).getData();
    }

    Original read(EventWithToken stored) {
        Event event = stored.getEvent();
        Map<String, MetaDataValue> metadata = new HashMap<>(event.getMetaDataMap());
        MetaDataValue time = metadata.remove(EXACT_TIME);
        MetaDataValue exact = metadata.remove(EXACT_METADATA);
        String revision = event.getPayload().getRevision();
        return new Original(
                stored.getToken() + 1,
                event.getAggregateIdentifier(),
                event.getAggregateSequenceNumber(),
                event.getAggregateType(),
                UUID.fromString(event.getMessageIdentifier()),
                time == null
                        ? Instant.ofEpochMilli(event.getTimestamp())
                        : Instant.EPOCH.plus(time.getNumberValue(), ChronoUnit.MICROS),
                event.getPayload().getType(),
                revision.isEmpty() ? 0 : Integer.parseInt(revision),
                event.getPayload().getData().toByteArray(),
                exact == null
                        ? bytes(metadata)
                        : exact.getBytesValue().getData().toByteArray());
    }
}
