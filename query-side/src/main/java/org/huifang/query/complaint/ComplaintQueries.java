package org.huifang.query.complaint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.queryhandling.QueryHandler;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintQuery.AwaitComplaint;
import org.huifang.kernel.complaint.ComplaintQuery.FindComplaint;
import org.huifang.kernel.complaint.ComplaintQuery.Found;
import org.huifang.kernel.complaint.ComplaintQuery.HistoryPage;
import org.huifang.kernel.complaint.ComplaintQuery.PromisePage;
import org.huifang.kernel.complaint.ComplaintQuery.QueuePage;
import org.huifang.kernel.complaint.ComplaintQuery.ReadHistory;
import org.huifang.kernel.complaint.ComplaintQuery.ReadPromises;
import org.huifang.kernel.complaint.ComplaintQuery.ReadQueue;
import org.huifang.kernel.complaint.ComplaintQuery.WatchComplaint;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.HistoryView;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import tools.jackson.databind.ObjectMapper;

/** Answers what may be asked about complaints; what a person may not see is as if it were not there (§2). */
public final class ComplaintQueries {
    private static final Sort QUEUE_ORDER = Sort.by("due", "key.complaint", "key.action");
    private static final Sort PROMISE_ORDER = Sort.by("due", "key.complaint", "key.promise", "key.n");

    private final ComplaintRows complaints;
    private final PromiseRows promises;
    private final NextActionRows actions;
    private final CompanyDirectory directory;
    private final EventStore store;
    private final Waiting waiting;
    private final ObjectMapper json;

    ComplaintQueries(
            ComplaintRows complaints,
            PromiseRows promises,
            NextActionRows actions,
            CompanyDirectory directory,
            EventStore store,
            Waiting waiting,
            ObjectMapper json) {
        this.complaints = complaints;
        this.promises = promises;
        this.actions = actions;
        this.directory = directory;
        this.store = store;
        this.waiting = waiting;
        this.json = json;
    }

    @QueryHandler
    public Found handle(FindComplaint query) {
        return new Found(find(query.person(), query.complaint(), query), true);
    }

    private @Nullable ComplaintView find(String person, @Nullable ComplaintId id, FindComplaint query) {
        if (id != null) {
            return visible(person, complaints.findById(id.value()));
        }
        return query.number() == null
                ? null
                : visible(person, complaints.findByNumber(query.number().value()));
    }

    @QueryHandler
    public CompletableFuture<Found> handle(AwaitComplaint query) {
        Duration patience = query.patience();
        return waiting.until(query.complaint(), query.sequence())
                .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(current -> new Found(
                        visible(
                                query.person(),
                                complaints.findById(query.complaint().value())),
                        current));
    }

    /** The first answer of a subscription; the rest is emitted as views change. */
    @QueryHandler
    public Found handle(WatchComplaint query) {
        return new Found(
                visible(query.person(), complaints.findById(query.complaint().value())), true);
    }

    @QueryHandler
    public HistoryPage handle(ReadHistory query) {
        Optional<ComplaintRow> row = complaints.findById(query.complaint().value());
        if (visible(query.person(), row) == null) {
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
    public QueuePage handle(ReadQueue query) {
        Optional<Person> person = person(query.person());
        if (person.isEmpty() || person.get().appointments().isEmpty()) {
            return new QueuePage(List.of(), null, false);
        }
        Cursor after = Cursor.parse(query.after());
        List<NextActionRow> rows = actions.findBy(
                Visible.queue(person.get(), after),
                q -> q.sortBy(QUEUE_ORDER).limit(query.first() + 1).all());
        List<NextActionRow> page = rows.subList(0, Math.min(rows.size(), query.first()));
        String end = page.isEmpty() ? null : cursor(page.get(page.size() - 1));
        return new QueuePage(page.stream().map(NextActionRow::view).toList(), end, rows.size() > page.size());
    }

    @QueryHandler
    public PromisePage handle(ReadPromises query) {
        Optional<Person> person = person(query.person());
        if (person.isEmpty() || person.get().appointments().isEmpty()) {
            return new PromisePage(List.of(), null, false);
        }
        Cursor after = Cursor.parse(query.after());
        List<PromiseRow> rows = promises.findBy(
                Visible.promises(person.get(), query.verdict(), query.promise(), after),
                q -> q.sortBy(PROMISE_ORDER).limit(query.first() + 1).all());
        List<PromiseRow> page = rows.subList(0, Math.min(rows.size(), query.first()));
        String end = page.isEmpty() ? null : cursor(page.get(page.size() - 1));
        return new PromisePage(page.stream().map(PromiseRow::view).toList(), end, rows.size() > page.size());
    }

    private static String cursor(NextActionRow row) {
        return new Cursor(row.due, row.key.complaint, row.key.action.name(), 0).toString();
    }

    private static String cursor(PromiseRow row) {
        return new Cursor(row.due, row.key.complaint, row.key.promise.name(), row.key.n).toString();
    }

    private @Nullable ComplaintView visible(String asking, Optional<ComplaintRow> row) {
        return row.filter(found -> asking.equals(found.registeredBy)
                        || person(asking)
                                .filter(person -> person.sees(found.centre, found.department))
                                .isPresent())
                .map(found -> json.readValue(found.view, ComplaintView.class))
                .orElse(null);
    }

    private Optional<Person> person(String id) {
        return directory.current().person(id).or(() -> directory.refreshed().person(id));
    }
}
