package org.huifang.query.complaint;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.huifang.kernel.complaint.ComplaintQuery.ComplaintFilter;
import org.huifang.kernel.complaint.ComplaintQuery.PromiseFilter;
import org.huifang.kernel.complaint.ComplaintQuery.PromiseGroup;
import org.huifang.kernel.complaint.ComplaintQuery.QueueFilter;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.promise.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/** Row filters: what a person may see (§2), what somebody must do, and what is asked for. */
final class Visible {
    private static final List<Operation> BY_LEAD =
            Arrays.stream(Operation.values()).filter(Operation::byLead).toList();

    private Visible() {}

    /** Centre by centre, and what the person took up themselves. */
    static List<Specification<ComplaintRow>> complaints(Person person, ComplaintFilter filter) {
        Specification<ComplaintRow> wanted = wanted(filter);
        List<Specification<ComplaintRow>> parts = new ArrayList<>(parts(person, filter.centre(), part -> wanted));
        if (!seesEverything(person)) {
            parts.add(
                    Visible.<ComplaintRow>filtered((root, cb, all) -> equal(root, cb, all, "registeredBy", person.id()))
                            .and(wanted));
        }
        return parts;
    }

    private static Specification<ComplaintRow> wanted(ComplaintFilter filter) {
        return filtered((root, cb, all) -> {
            equal(root, cb, all, "centre", filter.centre());
            equal(root, cb, all, "state", filter.state());
            equal(root, cb, all, "classification", filter.classification());
            equal(root, cb, all, "severity", filter.severity());
            equal(root, cb, all, "owner", filter.owner());
            equal(root, cb, all, "visitOwed", filter.visitOwed());
            if (filter.department() != null) {
                all.accept(handledBy(filter.department(), root, cb));
            }
            if (filter.state() != null && !filter.state().ended()) {
                // Said for the index of what is open, which is short.
                all.accept(cb.isNull(root.get("endedAt")));
            }
            if (filter.open() != null) {
                all.accept(filter.open() ? cb.isNull(root.get("endedAt")) : cb.isNotNull(root.get("endedAt")));
            }
            Path<Instant> receivedAt = root.get("receivedAt");
            if (filter.receivedFrom() != null) {
                all.accept(cb.greaterThanOrEqualTo(receivedAt, filter.receivedFrom()));
            }
            if (filter.receivedBefore() != null) {
                all.accept(cb.lessThan(receivedAt, filter.receivedBefore()));
            }
        });
    }

    /** Open at a moment, as far as their rows can tell: received by then, and not ended for good before it. */
    static Specification<ComplaintRow> aliveAt(Person person, QueueFilter filter, Instant at) {
        return filtered((root, cb, all) -> {
            all.accept(seen(person, root, cb));
            equal(root, cb, all, "centre", filter.centre());
            all.accept(cb.lessThanOrEqualTo(root.<Instant>get("receivedAt"), at));
            all.accept(cb.or(
                    cb.isNull(root.get("endedAt")),
                    cb.isTrue(root.get("visitOwed")),
                    cb.greaterThan(root.<Instant>get("endedAt"), at)));
        });
    }

    static List<Specification<PromiseRow>> promises(Person person, PromiseFilter filter) {
        Specification<PromiseRow> wanted = wanted(filter);
        return parts(person, filter.centre(), part -> wanted);
    }

    private static Specification<PromiseRow> wanted(PromiseFilter filter) {
        return filtered((root, cb, all) -> {
            equal(root, cb, all, "centre", filter.centre());
            equal(root, cb, all, "verdict", filter.verdict());
            if (filter.promise() != null) {
                all.accept(cb.equal(root.get("key").get("promise"), filter.promise()));
            }
            if (filter.department() != null) {
                all.accept(handledBy(filter.department(), root, cb));
            }
            if (filter.dueBefore() != null) {
                all.accept(cb.lessThan(root.<Instant>get("due"), filter.dueBefore()));
            }
            if (filter.group() != null) {
                all.accept(group(filter.group(), root, cb));
            }
        });
    }

    /** @param everybody with what they may do now */
    static List<Specification<NextActionRow>> queue(
            Person person, @Nullable Person assignee, List<Person> everybody, QueueFilter filter) {
        return parts(
                person,
                filter.centre(),
                centre -> wanted(
                        assignee == null ? null : within(assignee, centre),
                        everybody.stream().map(one -> within(one, centre)).toList(),
                        filter));
    }

    private static Specification<NextActionRow> wanted(
            @Nullable Person assignee, List<Person> everybody, QueueFilter filter) {
        List<Below> below = below(everybody);
        return filtered((root, cb, all) -> {
            if (assignee != null) {
                all.accept(toDo(assignee, below, root, cb));
            }
            if (Boolean.TRUE.equals(filter.unattended())) {
                all.accept(cb.not(cb.or(everybody.stream()
                        .map(somebody -> toDo(somebody, below, root, cb))
                        .toArray(Predicate[]::new))));
            }
            equal(root, cb, all, "centre", filter.centre());
            equal(root, cb, all, "classification", filter.classification());
            equal(root, cb, all, "severity", filter.severity());
            equal(root, cb, all, "missed", filter.missed());
            if (filter.complaint() != null) {
                all.accept(named(filter.complaint())
                        .map(id -> cb.equal(root.get("key").get("complaint"), id))
                        .orElseGet(cb::disjunction));
            }
            if (filter.action() != null) {
                all.accept(cb.equal(root.get("key").get("action"), filter.action()));
            }
            if (filter.department() != null) {
                all.accept(handledBy(filter.department(), root, cb));
            }
            if (filter.dueBefore() != null) {
                all.accept(cb.lessThan(root.<Instant>get("due"), filter.dueBefore()));
            }
        });
    }

    /** Empty for what names no complaint at all. */
    private static Optional<UUID> named(String complaint) {
        try {
            return Optional.of(UUID.fromString(complaint));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Who have a role that is somebody's above, by where they have it. */
    private record Below(Role above, Appointment appointment, Set<String> people) {}

    private static List<Below> below(List<Person> everybody) {
        Map<Appointment, Set<String>> people = new HashMap<>();
        for (Person person : everybody) {
            for (Appointment a : person.appointments()) {
                if (a.role().superior().isPresent()) {
                    people.computeIfAbsent(new Appointment(a.role(), a.centre(), a.department()), of -> new TreeSet<>())
                            .add(person.id());
                }
            }
        }
        return people.entrySet().stream()
                .map(one -> new Below(one.getKey().role().superior().orElseThrow(), one.getKey(), one.getValue()))
                .toList();
    }

    /**
     * What this person must do: their operations where they have them, those of the level below where it is about
     * somebody there (as {@link Operation#withNextLevel}), and nothing that is about themselves.
     */
    private static Predicate toDo(Person person, List<Below> below, Root<NextActionRow> root, CriteriaBuilder cb) {
        Predicate[] mine = person.appointments().stream()
                .map(a -> cb.and(
                        at(a, root, cb),
                        cb.or(Stream.concat(
                                        Stream.of(mayDo(a, root, cb)),
                                        below.stream()
                                                .filter(b -> b.above() == a.role()
                                                        && (a.role().companyWide()
                                                                || Objects.equals(
                                                                        a.centre(),
                                                                        b.appointment()
                                                                                .centre())))
                                                .map(b -> about(b, root, cb)))
                                .toArray(Predicate[]::new))))
                .toArray(Predicate[]::new);
        return cb.and(
                cb.or(mine),
                cb.or(cb.isNull(root.get("respondent")), cb.notEqual(root.get("respondent"), person.id())));
    }

    /** As whom it was presented to, where it was; §4.6.1: of what the lead does, what their department leads. */
    private static Predicate mayDo(Appointment a, Root<NextActionRow> root, CriteriaBuilder cb) {
        Path<Operation> action = root.get("key").get("action");
        Predicate may = cb.and(
                action.in(operationsOf(a.role())),
                cb.or(cb.isNull(root.get("role")), cb.equal(root.get("role"), a.role())));
        return a.department() == null
                ? may
                : cb.and(may, cb.or(cb.equal(root.get("department"), a.department()), cb.not(action.in(BY_LEAD))));
    }

    private static Predicate about(Below below, Root<NextActionRow> root, CriteriaBuilder cb) {
        return cb.and(
                root.get("respondent").in(below.people()),
                at(below.appointment(), root, cb),
                mayDo(below.appointment(), root, cb));
    }

    private static Predicate group(PromiseGroup group, Root<PromiseRow> root, CriteriaBuilder cb) {
        // As literals, so that they are known to be of the indexes that hold only these.
        Predicate open = cb.equal(root.get("verdict"), cb.literal(Verdict.OPEN));
        Predicate missed =
                cb.and(cb.equal(root.get("verdict"), cb.literal(Verdict.MISSED)), cb.isNull(root.get("metLateAt")));
        return switch (group) {
            case DUE -> open;
            case WARNED -> cb.and(open, cb.gt(root.<Integer>get("warnedPercent"), 0));
            case MISSED -> missed;
            case CLIMBING -> cb.and(missed, cb.gt(root.<Integer>get("escalation"), 0));
        };
    }

    private static boolean seesEverything(Person person) {
        return person.appointments().stream()
                .anyMatch(a -> a.role().seesComplaints() && a.role().companyWide());
    }

    /**
     * What a person sees, each centre's along the centre's own index; nothing at all where they see none.
     *
     * @param wanted of a centre, or of all of them
     */
    private static <T> List<Specification<T>> parts(
            Person person, @Nullable String asked, Function<@Nullable String, Specification<T>> wanted) {
        if (seesEverything(person)) {
            return List.of(wanted.apply(asked));
        }
        return person.appointments().stream()
                .filter(a -> a.role().seesComplaints())
                .map(Appointment::centre)
                .filter(centre -> asked == null || asked.equals(centre))
                .distinct()
                .map(centre -> Visible.<T>seenAt(centre, within(person, centre)).and(wanted.apply(centre)))
                .toList();
    }

    /** With what they are there; as they are, where no centre is meant. */
    private static Person within(Person person, @Nullable String centre) {
        return centre == null
                ? person
                : new Person(
                        person.id(),
                        person.name(),
                        person.appointments().stream()
                                .filter(a -> a.centre() == null || a.centre().equals(centre))
                                .toList(),
                        person.leftAt());
    }

    private static <T> Specification<T> seenAt(String centre, Person person) {
        List<Appointment> seeing = person.appointments().stream()
                .filter(a -> a.role().seesComplaints())
                .toList();
        return filtered((root, cb, all) -> {
            equal(root, cb, all, "centre", centre);
            if (seeing.stream().noneMatch(a -> a.department() == null)) {
                all.accept(cb.or(seeing.stream()
                        .map(a -> handledBy(a.department(), root, cb))
                        .toArray(Predicate[]::new)));
            }
        });
    }

    private static Predicate seen(Person person, Root<?> root, CriteriaBuilder cb) {
        return cb.or(person.appointments().stream()
                .filter(a -> a.role().seesComplaints())
                .map(a -> at(a, root, cb))
                .toArray(Predicate[]::new));
    }

    private static Predicate at(Appointment a, Root<?> root, CriteriaBuilder cb) {
        if (a.role().companyWide()) {
            return cb.conjunction();
        }
        Predicate centre = cb.equal(root.get("centre"), a.centre());
        return a.department() == null ? centre : cb.and(centre, handledBy(a.department(), root, cb));
    }

    private static Predicate handledBy(String department, Root<?> root, CriteriaBuilder cb) {
        return ((HibernateCriteriaBuilder) cb).arrayContains(root.<String[]>get("departments"), department);
    }

    private static List<Operation> operationsOf(Role role) {
        return Arrays.stream(Operation.values())
                .filter(o -> o.roles().contains(role))
                .toList();
    }

    private static void equal(
            Root<?> root, CriteriaBuilder cb, Consumer<Predicate> all, String column, @Nullable Object wanted) {
        if (wanted != null) {
            all.accept(cb.equal(root.get(column), wanted));
        }
    }

    /** Collects what must hold of a row. */
    @FunctionalInterface
    private interface Filtering<T> {
        void into(Root<T> root, CriteriaBuilder cb, Consumer<Predicate> all);
    }

    private static <T> Specification<T> filtered(Filtering<T> filtering) {
        return (root, query, cb) -> {
            List<Predicate> all = new ArrayList<>();
            filtering.into(root, cb, all::add);
            return cb.and(all.toArray(Predicate[]::new));
        };
    }
}
