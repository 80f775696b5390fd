package org.huifang.query.complaint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.queryhandling.QueryHandler;
import org.huifang.kernel.complaint.AsOf;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintQuery.AwaitComplaint;
import org.huifang.kernel.complaint.ComplaintQuery.ComplaintPage;
import org.huifang.kernel.complaint.ComplaintQuery.FindComplaint;
import org.huifang.kernel.complaint.ComplaintQuery.FindReceipt;
import org.huifang.kernel.complaint.ComplaintQuery.Found;
import org.huifang.kernel.complaint.ComplaintQuery.HistoryPage;
import org.huifang.kernel.complaint.ComplaintQuery.PromisePage;
import org.huifang.kernel.complaint.ComplaintQuery.QueueChanges;
import org.huifang.kernel.complaint.ComplaintQuery.QueueOrder;
import org.huifang.kernel.complaint.ComplaintQuery.QueuePage;
import org.huifang.kernel.complaint.ComplaintQuery.ReadComplaints;
import org.huifang.kernel.complaint.ComplaintQuery.ReadHistory;
import org.huifang.kernel.complaint.ComplaintQuery.ReadPromises;
import org.huifang.kernel.complaint.ComplaintQuery.ReadPromisesAsOf;
import org.huifang.kernel.complaint.ComplaintQuery.ReadQueue;
import org.huifang.kernel.complaint.ComplaintQuery.WatchAlarms;
import org.huifang.kernel.complaint.ComplaintQuery.WatchComplaint;
import org.huifang.kernel.complaint.ComplaintQuery.WatchQueue;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.HistoryView;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.Place;
import org.huifang.query.projection.Cursor;
import org.jspecify.annotations.Nullable;

/** Answers what may be asked about complaints; what a person may not see is as if it were not there (§2). */
public final class ComplaintQueries {
    private static final Paging<ComplaintRow> COMPLAINTS = new Paging<ComplaintRow>()
            .byLatest("receivedAt", row -> row.receivedAt, Cursor::instant)
            .byLatest("id", row -> row.id, Cursor::uuid);
    private static final Paging<PromiseRow> PROMISES = new Paging<PromiseRow>()
            .by("due", row -> row.due, Cursor::instant)
            .by("key.complaint", row -> row.key.complaint, Cursor::uuid)
            .byName("key.promise", row -> row.key.promise)
            .by("key.n", row -> row.key.n, Cursor::number);
    private static final Map<QueueOrder, Paging<NextActionRow>> QUEUES = Map.of(
            QueueOrder.DUE,
            action(new Paging<NextActionRow>().by("due", row -> row.due, Cursor::instant)),
            QueueOrder.RECEIVED,
            action(new Paging<NextActionRow>().by("receivedAt", row -> row.receivedAt, Cursor::instant)),
            QueueOrder.SEVERITY,
            action(new Paging<NextActionRow>()
                    .by("mildness", row -> row.mildness, Cursor::number)
                    .by("due", row -> row.due, Cursor::instant)));

    private final ComplaintRows complaints;
    private final PromiseRows promises;
    private final NextActionRows actions;
    private final CompanyDirectory directory;
    private final EventStore store;
    private final Past past;
    private final PastQueue pastQueue;
    private final Waiting waiting;
    private final Executor readers;
    private final StoredComplaints stored;

    ComplaintQueries(
            ComplaintRows complaints,
            PromiseRows promises,
            NextActionRows actions,
            CompanyDirectory directory,
            EventStore store,
            Waiting waiting,
            Executor readers,
            StoredComplaints stored) {
        this.complaints = complaints;
        this.promises = promises;
        this.actions = actions;
        this.directory = directory;
        this.store = store;
        this.past = new Past(store, directory);
        this.pastQueue = new PastQueue(complaints, past);
        this.waiting = waiting;
        this.readers = readers;
        this.stored = stored;
    }

    private static Paging<NextActionRow> action(Paging<NextActionRow> order) {
        return order.by("key.complaint", row -> row.key.complaint, Cursor::uuid)
                .byName("key.action", row -> row.key.action);
    }

    @QueryHandler
    public Found handle(FindComplaint query) {
        ComplaintView now = find(query);
        AsOf asOf = query.asOf();
        return new Found(
                asOf == null || asOf.now() || now == null
                        ? now
                        : past.of(now.id(), asOf).map(ComplaintDraft::view).orElse(null),
                true);
    }

    private @Nullable ComplaintView find(FindComplaint query) {
        if (query.complaint() != null) {
            return visible(query.person(), complaints.findById(query.complaint().value()));
        }
        return query.number() == null
                ? null
                : visible(query.person(), complaints.findByNumber(query.number().value()));
    }

    @QueryHandler
    public Found handle(FindReceipt query) {
        return new Found(
                complaints.findById(query.complaint().value()).map(this::view).orElse(null), true);
    }

    @QueryHandler
    public CompletableFuture<Found> handle(AwaitComplaint query) {
        return waiting.until(query.complaint(), query.sequence(), query.patience())
                .thenCompose(seeing -> seeing.view() == null
                        ? CompletableFuture.supplyAsync(
                                () -> new Found(find(query.person(), query.complaint()), seeing.current()), readers)
                        : CompletableFuture.completedFuture(
                                new Found(visible(query.person(), seeing.view()), seeing.current())));
    }

    /** The first answer of a subscription; the rest is emitted as views change. */
    @QueryHandler
    public Found handle(WatchComplaint query) {
        return new Found(find(query.person(), query.complaint()), true);
    }

    /** What was missed at first; changes are emitted as they come. */
    @QueryHandler
    public QueueChanges handle(WatchQueue query) {
        return waiting.missed(query);
    }

    /** There is nothing at first; alarms are emitted as they come. */
    @QueryHandler
    public boolean handle(WatchAlarms query) {
        return true;
    }

    @QueryHandler
    public HistoryPage handle(ReadHistory query) {
        if (!sees(query.person(), query.complaint())) {
            return new HistoryPage(List.of(), false);
        }
        List<HistoryView> entries = new ArrayList<>();
        var events = store.readEvents(query.complaint().toString(), query.afterSequence() + 1);
        while (events.hasNext() && entries.size() < query.first()) {
            DomainEventMessage<?> event = events.next();
            entries.add(Sentences.tell(
                    event.getSequenceNumber(), (ComplaintEvent) event.getPayload(), directory.current()));
        }
        return new HistoryPage(entries, events.hasNext());
    }

    @QueryHandler
    public PromisePage handle(ReadPromisesAsOf query) {
        return sees(query.person(), query.complaint())
                ? new PromisePage(
                        past.of(query.complaint(), query.asOf())
                                .map(draft -> draft.promises)
                                .orElse(List.of()),
                        null,
                        false)
                : new PromisePage(List.of(), null, false);
    }

    @QueryHandler
    public ComplaintPage handle(ReadComplaints query) {
        return seeing(query.person())
                .map(person -> COMPLAINTS.page(
                        complaints, Visible.complaints(person, query.filter()), query.after(), query.first()))
                .map(page ->
                        new ComplaintPage(page.rows().stream().map(this::view).toList(), page.end(), page.more()))
                .orElse(new ComplaintPage(List.of(), null, false));
    }

    @QueryHandler
    public QueuePage handle(ReadQueue query) {
        Optional<Person> person = seeing(query.person());
        String wanted = query.filter().assignee();
        Person assignee = wanted == null ? null : seeing(wanted).orElse(null);
        if (person.isEmpty() || (wanted != null && assignee == null)) {
            return new QueuePage(List.of(), null, false);
        }
        Paging<NextActionRow> order = QUEUES.get(query.order());
        var page = query.asOf() == null || query.asOf().now()
                ? order.page(
                        actions,
                        Visible.queue(person.get(), assignee, directory.everybody(), query.filter()),
                        query.after(),
                        query.first())
                : order.page(
                        pastQueue.at(query.asOf(), person.get(), assignee, directory.everybody(), query.filter()),
                        query.after(),
                        query.first());
        return new QueuePage(page.rows().stream().map(NextActionRow::view).toList(), page.end(), page.more());
    }

    @QueryHandler
    public PromisePage handle(ReadPromises query) {
        return seeing(query.person())
                .map(person ->
                        PROMISES.page(promises, Visible.promises(person, query.filter()), query.after(), query.first()))
                .map(page -> new PromisePage(
                        page.rows().stream().map(PromiseRow::view).toList(), page.end(), page.more()))
                .orElse(new PromisePage(List.of(), null, false));
    }

    private @Nullable ComplaintView find(String person, ComplaintId complaint) {
        return visible(person, complaints.findById(complaint.value()));
    }

    private @Nullable ComplaintView visible(String asking, Optional<ComplaintRow> row) {
        return row.filter(found -> sees(asking, found.registeredBy, found.place()))
                .map(this::view)
                .orElse(null);
    }

    private @Nullable ComplaintView visible(String asking, ComplaintView view) {
        return sees(asking, view.registeredBy(), view.place()) ? view : null;
    }

    private boolean sees(String person, ComplaintId complaint) {
        return complaints
                .findPlacedById(complaint.value())
                .filter(row ->
                        sees(person, row.getRegisteredBy(), new Place(row.getCentre(), Set.of(row.getDepartments()))))
                .isPresent();
    }

    private boolean sees(String asking, String registeredBy, Place place) {
        return directory
                .acting(asking)
                .filter(person -> person.sees(place, registeredBy))
                .isPresent();
    }

    private ComplaintView view(ComplaintRow row) {
        return stored.view(row.view);
    }

    /** Somebody with any role at all: whoever has none sees nothing. */
    private Optional<Person> seeing(String person) {
        return directory.acting(person).filter(found -> !found.appointments().isEmpty());
    }
}
