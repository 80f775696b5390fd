package org.huifang.command.notice;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.huifang.kernel.RecentlyUsed;
import org.huifang.kernel.Source;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.AssistanceAsked;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintPresented;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReopened;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRouted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordSentBack;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordSubmitted;
import org.huifang.kernel.complaint.ComplaintEvent.JudgementAppealed;
import org.huifang.kernel.complaint.ComplaintEvent.PromisesObserved;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitArranged;
import org.huifang.kernel.complaint.ComplaintEvent.RoutingReturned;
import org.huifang.kernel.complaint.ComplaintEvent.SuperiorCalledIn;
import org.huifang.kernel.forum.ForumPostEvent;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostFound;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostRelayed;
import org.huifang.kernel.forum.ForumPostEvent.ForumPromisesObserved;
import org.huifang.kernel.forum.ForumWatchEvent.ForumWatched;
import org.huifang.kernel.library.LibraryCaseEvent;
import org.huifang.kernel.library.LibraryCaseEvent.CaseReturned;
import org.huifang.kernel.library.LibraryCaseEvent.CaseSubmitted;
import org.huifang.kernel.monthend.MonthEndEvent;
import org.huifang.kernel.monthend.MonthEndEvent.MonthPromisesObserved;
import org.huifang.kernel.monthend.MonthEndEvent.RecordsHandedOver;
import org.huifang.kernel.monthend.MonthEndEvent.ServiceReportDrafted;
import org.huifang.kernel.monthend.MonthEndEvent.ServiceReportReturned;
import org.huifang.kernel.monthend.MonthEndEvent.StatisticsReturned;
import org.huifang.kernel.monthend.MonthEndEvent.StatisticsSubmitted;
import org.huifang.kernel.notice.Notice;
import org.huifang.kernel.notice.Notice.Subject;
import org.huifang.kernel.notice.Notice.SubjectKind;
import org.huifang.kernel.notice.NoticeKind;
import org.huifang.kernel.notice.Occasion;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.OrganisationEvent;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.promise.ObservedPromise;
import org.huifang.kernel.promise.ObservedPromises;
import org.huifang.kernel.promise.PromiseChange;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.training.TrainingEvent.PeopleInvited;
import org.jspecify.annotations.Nullable;

/**
 * Tells people of what they are to do, of promises that are nearly due, missed or climbing, and of what came back to them;
 * each event once, by the ways they chose. A replay tells nobody anything.
 */
@ProcessingGroup("notices")
public class WhenWorkArisesThenTell {
    /** Of shorter spans the queue tells, which is looked at all day. */
    private static final Duration WARNED_FROM = Duration.ofDays(1);

    private static final int COMPLAINTS_KEPT = 20_000;
    private static final String UTC = "UTC";
    private static final List<Role> CLIMBS_TO = List.of(Role.CS_SUPERVISOR, Role.MANAGER, Role.COMPANY_LEADER);

    /** Who keeps a promise: the people who may do what it asks for. */
    private static final Map<PromiseKind, Operation> KEPT_BY = new EnumMap<>(Map.ofEntries(
            Map.entry(PromiseKind.RECORD, Operation.AMEND),
            Map.entry(PromiseKind.JUDGE, Operation.CLASSIFY),
            Map.entry(PromiseKind.PRESENT_MAJOR, Operation.PRESENT),
            Map.entry(PromiseKind.PRESENT_IMPORTANT, Operation.PRESENT),
            Map.entry(PromiseKind.SOLVE_MINOR, Operation.COMPLETE_HANDLING),
            Map.entry(PromiseKind.ROUTE, Operation.ROUTE),
            Map.entry(PromiseKind.PLAN_MEASURES, Operation.PLAN_MEASURES),
            Map.entry(PromiseKind.COMPLETE_HANDLING, Operation.COMPLETE_HANDLING),
            Map.entry(PromiseKind.SUBMIT_HANDLING_RECORD, Operation.SUBMIT_HANDLING_RECORD),
            Map.entry(PromiseKind.REPORT_TO_SUPERVISOR, Operation.REPORT_TO_SUPERVISOR),
            Map.entry(PromiseKind.INFORM_OWNER, Operation.INFORM_OWNER),
            Map.entry(PromiseKind.DIRECT, Operation.DIRECT),
            Map.entry(PromiseKind.RETURN_VISIT, Operation.RECORD_RETURN_VISIT),
            Map.entry(PromiseKind.RESOLVE_WITHIN_A_MONTH, Operation.COMPLETE_HANDLING),
            Map.entry(PromiseKind.REPLY_ON_FORUM, Operation.WATCH_FORUM),
            Map.entry(PromiseKind.REPORT_STATISTICS, Operation.COMPILE_STATISTICS),
            Map.entry(PromiseKind.HAND_OVER_RECORDS, Operation.HAND_OVER_RECORDS),
            Map.entry(PromiseKind.PUBLISH_SERVICE_REPORT, Operation.DRAFT_SERVICE_REPORT)));

    private final Outbox outbox;
    private final EventStore log;
    private final CompanyDirectory directory;
    private final Map<String, Seen> complaints = RecentlyUsed.map(COMPLAINTS_KEPT);
    private final ForumWatchers watchers;

    WhenWorkArisesThenTell(Outbox outbox, EventStore log, CompanyDirectory directory) {
        this.outbox = outbox;
        this.log = log;
        this.directory = directory;
        this.watchers = new ForumWatchers(log);
    }

    /** A complaint as far as its events have been seen. */
    private record Seen(Concerned concerned, long sequence) {}

    /** One event that may have to be told. */
    private final class Telling {
        private final String event;
        private final Stamp stamp;
        private final Subject subject;
        private final String centre;
        private final String zone;
        private final @Nullable String respondent;

        Telling(String event, Stamp stamp, Subject subject, String centre, String zone, @Nullable String respondent) {
            this.event = event;
            this.stamp = stamp;
            this.subject = subject;
            this.centre = centre;
            this.zone = zone;
            this.respondent = respondent;
        }

        void tell(Occasion occasion, Collection<String> people) {
            tell(occasion, people, null, null, null);
        }

        /** Nobody is told of what they did themselves, unless nobody does what is to be done, nor of what is about themselves. */
        void tell(
                Occasion occasion,
                Collection<String> people,
                @Nullable ObservedPromise promise,
                @Nullable Integer level,
                @Nullable PromiseKind kind) {
            UUID id = UUID.nameUUIDFromBytes(
                    String.join("\0", event, occasion.name(), String.valueOf(kind), String.valueOf(level))
                            .getBytes(StandardCharsets.UTF_8));
            Set<String> told = new TreeSet<>(people);
            if (occasion.kind() != NoticeKind.ALARM) {
                told.remove(stamp.person());
            }
            if (respondent != null) {
                told.remove(respondent);
            }
            outbox.put(
                    new Notice(
                            id,
                            occasion,
                            subject,
                            centre,
                            zone,
                            kind,
                            promise == null ? null : promise.due(),
                            level,
                            stamp.recordedAt()),
                    told);
        }

        Collection<String> who(Operation operation, @Nullable String department) {
            Place place = new Place(centre, department == null ? Set.of() : Set.of(department));
            Person about =
                    respondent == null ? null : directory.acting(respondent).orElse(null);
            Set<Role> roles = operation.withNextLevel(operation.roles(), about, place);
            return directory.everybody().stream()
                    .filter(person -> !person.rolesFor(operation, roles, place).isEmpty())
                    .map(Person::id)
                    .toList();
        }

        /** Of a department, those whom its complaints reach by their place in it. */
        Collection<String> heads(String department) {
            return who(Operation.PLAN_MEASURES, department);
        }

        /** Whoever has the role at the centre, or in the company. */
        Collection<String> role(Role role) {
            return directory.everybody().stream()
                    .filter(person -> person.appointments().stream()
                            .anyMatch(a -> a.role() == role && a.reaches(Place.of(centre))))
                    .map(Person::id)
                    .toList();
        }

        /**
         * @param quietUntil what had been due by then alarms nobody
         */
        void alarms(
                List<PromiseChange> changes,
                ObservedPromises promises,
                @Nullable Instant quietUntil,
                @Nullable String department,
                Occasion warning) {
            for (int i = 0; i < changes.size(); i++) {
                PromiseChange change = changes.get(i);
                ObservedPromise promise = promises.states().stream()
                        .filter(p -> p.promise() == change.promise() && p.n() == change.n())
                        .findFirst()
                        .orElse(null);
                if (promise == null
                        || overtaken(change, changes.subList(i + 1, changes.size()))
                        || (quietUntil != null && !promise.due().isAfter(quietUntil))) {
                    continue;
                }
                Operation keeping =
                        Optional.ofNullable(KEPT_BY.get(change.promise())).orElseThrow();
                if (change instanceof PromiseChange.Warned warned) {
                    if (Duration.between(promise.clock(), promise.due()).compareTo(WARNED_FROM) >= 0) {
                        tell(warning, who(keeping, department), promise, warned.percent(), change.promise());
                    }
                } else if (change instanceof PromiseChange.Missed) {
                    tell(Occasion.PROMISE_MISSED, who(keeping, department), promise, null, change.promise());
                } else if (change instanceof PromiseChange.Escalated climbed) {
                    tell(
                            Occasion.PROMISE_ESCALATED,
                            role(CLIMBS_TO.get(climbed.level() - 1)),
                            promise,
                            climbed.level(),
                            change.promise());
                }
            }
        }
    }

    /** A warning of what was warned of further, or missed, in the same breath. */
    private static boolean overtaken(PromiseChange change, List<PromiseChange> later) {
        return change instanceof PromiseChange.Warned
                && later.stream()
                        .anyMatch(other -> other.promise() == change.promise()
                                && other.n() == change.n()
                                && (other instanceof PromiseChange.Warned || other instanceof PromiseChange.Missed));
    }

    @EventHandler
    void on(ComplaintEvent event, DomainEventMessage<?> message) {
        Concerned concerned = concerned(event, message);
        if (concerned == null || event.stamp().source() == Source.IMPORT) {
            return;
        }
        Telling telling = new Telling(
                message.getIdentifier(),
                event.stamp(),
                new Subject(SubjectKind.COMPLAINT, event.complaint().toString(), concerned.number()),
                concerned.centre(),
                concerned.zone(),
                concerned.respondent());
        String department = concerned.department();
        if (event instanceof ComplaintRouted e) {
            telling.tell(Occasion.ROUTED, telling.heads(e.department()));
        } else if (event instanceof AssistanceAsked e) {
            telling.tell(Occasion.ASSISTANCE_ASKED, telling.heads(e.department()));
        } else if (event instanceof ComplaintPresented e) {
            telling.tell(Occasion.PRESENTED, telling.role(e.to()));
        } else if (event instanceof SuperiorCalledIn e) {
            telling.tell(Occasion.CALLED_IN, telling.role(e.superior()));
        } else if (event instanceof JudgementAppealed) {
            telling.tell(Occasion.APPEALED, telling.who(Operation.DECIDE_APPEAL, null));
        } else if (event instanceof HandlingRecordSubmitted) {
            telling.tell(Occasion.RECORD_SUBMITTED, telling.who(Operation.ACCEPT_HANDLING_RECORD, null));
        } else if (event instanceof ReturnVisitArranged e && e.visitor() != null) {
            telling.tell(Occasion.VISIT_ARRANGED, List.of(e.visitor()));
        } else if (event instanceof ComplaintReopened && department != null) {
            telling.tell(Occasion.REOPENED, telling.heads(department));
        } else if (event instanceof RoutingReturned) {
            telling.tell(Occasion.ROUTING_RETURNED, telling.who(Operation.ROUTE, null));
        } else if (event instanceof HandlingRecordSentBack && department != null) {
            telling.tell(Occasion.RECORD_SENT_BACK, telling.heads(department));
        } else if (event instanceof PromisesObserved e) {
            telling.alarms(
                    e.changes(), concerned.promises(), concerned.importedAt(), department, Occasion.PROMISE_WARNED);
        }
    }

    /** Kept while complaints are at work on; read anew from the log for one that was quiet for long. */
    private @Nullable Concerned concerned(ComplaintEvent event, DomainEventMessage<?> message) {
        String stream = event.complaint().toString();
        long sequence = message.getSequenceNumber();
        Seen seen = complaints.get(stream);
        if (sequence == 0 || (seen != null && seen.sequence() == sequence - 1)) {
            seen = next(seen == null || sequence == 0 ? null : seen.concerned(), event, sequence);
        } else if (seen == null || seen.sequence() != sequence) {
            seen = readUpTo(stream, sequence);
        }
        if (seen == null) {
            return null;
        }
        complaints.put(stream, seen);
        return seen.concerned();
    }

    private @Nullable Seen readUpTo(String stream, long sequence) {
        Seen seen = null;
        var events = log.readEvents(stream);
        while (events.hasNext()) {
            DomainEventMessage<?> message = events.next();
            if (message.getSequenceNumber() > sequence) {
                break;
            }
            seen = next(
                    seen == null ? null : seen.concerned(),
                    (ComplaintEvent) message.getPayload(),
                    message.getSequenceNumber());
        }
        return seen;
    }

    private static @Nullable Seen next(@Nullable Concerned before, ComplaintEvent event, long sequence) {
        Concerned after = Concerned.after(before, event);
        return after == null ? null : new Seen(after, sequence);
    }

    @EventHandler
    void on(ForumPostEvent event, DomainEventMessage<?> message) {
        String centre = event.stamp().centre();
        Telling telling = telling(
                message, event.stamp(), SubjectKind.FORUM_POST, event.post().toString(), "", centre);
        if (event instanceof ForumPostFound) {
            telling.tell(Occasion.POST_FOUND, telling.role(Role.FORUM_WATCHER));
        } else if (event instanceof ForumPostRelayed) {
            telling.tell(Occasion.POST_RELAYED, telling.role(Role.FORUM_WATCHER));
        } else if (event instanceof ForumPromisesObserved e) {
            ObservedPromises promises =
                    promises(message, said -> said instanceof ForumPromisesObserved f ? f.changes() : List.of());
            telling.alarms(e.changes(), promises, null, null, Occasion.PROMISE_WARNED);
        }
    }

    /** As its stream tells them, up to this event. */
    private ObservedPromises promises(DomainEventMessage<?> upTo, Function<Object, List<PromiseChange>> changes) {
        ObservedPromises promises = ObservedPromises.NONE;
        var events = log.readEvents(upTo.getAggregateIdentifier());
        while (events.hasNext()) {
            DomainEventMessage<?> event = events.next();
            if (event.getSequenceNumber() <= upTo.getSequenceNumber()) {
                promises = promises.after(changes.apply(event.getPayload()));
            }
        }
        return promises;
    }

    @EventHandler
    void on(ForumWatched event, DomainEventMessage<?> message) {
        Stamp stamp = event.stamp();
        if (!ForumWatchers.watched(directory.refreshed(), stamp.centre(), stamp.recordedAt())) {
            unwatched(message.getIdentifier(), stamp);
        }
    }

    @EventHandler
    void on(OrganisationEvent event, DomainEventMessage<?> message) {
        int policy = directory.current().policyAt(event.at()).version();
        watchers.lostBy(event, message.getSequenceNumber())
                .forEach(centre -> unwatched(
                        message.getIdentifier() + centre, Stamp.ofSystem(event.at(), event.at(), centre, policy)));
    }

    private void unwatched(String event, Stamp stamp) {
        String centre = stamp.centre();
        Subject forums =
                new Subject(SubjectKind.FORUM_WATCH, centre, centreName(centre).orElse(centre));
        Telling telling = new Telling(event, stamp, forums, centre, zone(centre), null);
        telling.tell(Occasion.FORUM_UNWATCHED, telling.role(Role.CS_SUPERVISOR));
    }

    @EventHandler
    void on(MonthEndEvent event, DomainEventMessage<?> message) {
        String centre = event.stamp().centre();
        Telling telling = telling(
                message,
                event.stamp(),
                SubjectKind.MONTH_END,
                centre + " " + event.month(),
                centreName(centre).orElse(centre) + " " + event.month(),
                centre);
        if (event instanceof StatisticsSubmitted) {
            telling.tell(Occasion.STATISTICS_SUBMITTED, telling.who(Operation.DECIDE_STATISTICS, null));
        } else if (event instanceof StatisticsReturned) {
            telling.tell(Occasion.STATISTICS_RETURNED, telling.who(Operation.COMPILE_STATISTICS, null));
        } else if (event instanceof ServiceReportDrafted) {
            telling.tell(Occasion.REPORT_DRAFTED, telling.who(Operation.DECIDE_SERVICE_REPORT, null));
        } else if (event instanceof ServiceReportReturned) {
            telling.tell(Occasion.REPORT_RETURNED, telling.who(Operation.DRAFT_SERVICE_REPORT, null));
        } else if (event instanceof RecordsHandedOver) {
            telling.tell(Occasion.RECORDS_HANDED_OVER, telling.role(Role.QUALITY));
        } else if (event instanceof MonthPromisesObserved e) {
            ObservedPromises promises = promises(
                    message,
                    said -> said instanceof MonthPromisesObserved m && m.month().equals(e.month())
                            ? m.changes()
                            : List.of());
            telling.alarms(e.changes(), promises, null, null, Occasion.MONTH_END_DUE);
        }
    }

    @EventHandler
    void on(LibraryCaseEvent event, DomainEventMessage<?> message) {
        Telling telling = telling(
                message,
                event.stamp(),
                SubjectKind.LIBRARY_CASE,
                event.libraryCase().toString(),
                "",
                "");
        if (event instanceof CaseSubmitted) {
            telling.tell(Occasion.CASE_SUBMITTED, telling.who(Operation.KEEP_LIBRARY, null));
        } else if (event instanceof CaseReturned) {
            telling.tell(Occasion.CASE_RETURNED, telling.who(Operation.KEEP_LIBRARY, null));
        }
    }

    @EventHandler
    void on(PeopleInvited event, DomainEventMessage<?> message) {
        telling(message, event.stamp(), SubjectKind.TRAINING, event.training().toString(), "", "")
                .tell(Occasion.TRAINING_INVITED, event.people());
    }

    private Telling telling(
            DomainEventMessage<?> message, Stamp stamp, SubjectKind kind, String id, String name, String centre) {
        return new Telling(message.getIdentifier(), stamp, new Subject(kind, id, name), centre, zone(centre), null);
    }

    private String zone(String centre) {
        return centre(centre).map(Centre::zone).map(String::valueOf).orElse(UTC);
    }

    private Optional<String> centreName(String id) {
        return centre(id).map(Centre::name);
    }

    private Optional<Centre> centre(String id) {
        return directory.current().centre(id).or(() -> directory.refreshed().centre(id));
    }
}
