package org.huifang.command.complaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.huifang.command.store.AggregateCache;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ReceptionDayEvent.NumberGiven;
import org.huifang.kernel.complaint.RecordNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceptionDaysTest {
    private static final LocalDate DATE = LocalDate.of(2026, 11, 29);
    private static final String DAY = ReceptionDay.name("YH", DATE);

    private final List<Long> readFrom = new ArrayList<>();
    private final EmbeddedEventStore store = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine() {
                @Override
                public DomainEventStream readEvents(String stream, long firstSequence) {
                    readFrom.add(firstSequence);
                    return super.readEvents(stream, firstSequence);
                }
            })
            .build();
    private final ReceptionDays days = new ReceptionDays(
            EventSourcingRepository.builder(ReceptionDay.class).cache(new AggregateCache(10)), store);
    private DefaultUnitOfWork<?> unit;

    @BeforeEach
    void begin() {
        unit = DefaultUnitOfWork.startAndGet(null);
    }

    @AfterEach
    void end() {
        unit.rollback();
        store.shutDown();
    }

    @Test
    void readTheLastEventOnly() throws Exception {
        for (int n = 1; n <= 3; n++) {
            store.publish(new GenericDomainEventMessage<>(
                    "reception-day", DAY, n - 1, new NumberGiven(DAY, n, ComplaintId.random())));
        }

        RecordNumber number = days.load(DAY).invoke(day -> day.giveNumber("YH", DATE, ComplaintId.random()));

        assertThat(number).isEqualTo(RecordNumber.of("YH", DATE, 4));
        assertThat(readFrom).containsExactly(2L);
    }

    @Test
    void knowNoDayWithoutANumber() {
        assertThatThrownBy(() -> days.load(DAY)).isInstanceOf(AggregateNotFoundException.class);
    }
}
