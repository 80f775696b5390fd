package org.huifang.query.complaint;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.promise.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/** Row filters: what a person may see (§2) and must do, and from where a page goes on. */
final class Visible {
    private Visible() {}

    static Specification<PromiseRow> promises(
            Person person, @Nullable Verdict verdict, @Nullable PromiseKind promise, @Nullable Cursor after) {
        return (root, query, cb) -> {
            List<Predicate> all = new ArrayList<>();
            all.add(cb.or(person.appointments().stream()
                    .filter(a -> a.role().seesComplaints())
                    .map(a -> at(a, root, cb))
                    .toArray(Predicate[]::new)));
            if (verdict != null) {
                all.add(cb.equal(root.get("verdict"), verdict));
            }
            if (promise != null) {
                all.add(cb.equal(root.get("key").get("promise"), promise));
            }
            if (after != null) {
                Path<Instant> due = root.get("due");
                Path<UUID> complaint = root.get("key").get("complaint");
                Path<PromiseKind> kind = root.get("key").get("promise");
                Path<Integer> n = root.get("key").get("n");
                Predicate sameComplaint = cb.and(cb.equal(due, after.due()), cb.equal(complaint, after.complaint()));
                all.add(cb.or(
                        later(due, complaint, after, cb),
                        cb.and(sameComplaint, cb.greaterThan(kind.as(String.class), after.kind())),
                        cb.and(sameComplaint, cb.equal(kind.as(String.class), after.kind()), cb.gt(n, after.n()))));
            }
            return cb.and(all.toArray(Predicate[]::new));
        };
    }

    static Specification<NextActionRow> queue(Person person, @Nullable Cursor after) {
        return (root, query, cb) -> {
            List<Predicate> mine = person.appointments().stream()
                    .filter(a -> a.role().seesComplaints())
                    .map(a -> cb.and(
                            at(a, root, cb),
                            root.get("key").get("action").in(operationsOf(a.role())),
                            cb.or(cb.isNull(root.get("role")), cb.equal(root.get("role"), a.role()))))
                    .toList();
            Predicate any = cb.or(mine.toArray(Predicate[]::new));
            if (after == null) {
                return any;
            }
            Path<Instant> due = root.get("due");
            Path<UUID> complaint = root.get("key").get("complaint");
            Path<Operation> action = root.get("key").get("action");
            return cb.and(
                    any,
                    cb.or(
                            later(due, complaint, after, cb),
                            cb.and(
                                    cb.equal(due, after.due()),
                                    cb.equal(complaint, after.complaint()),
                                    cb.greaterThan(action.as(String.class), after.kind()))));
        };
    }

    private static Predicate later(Path<Instant> due, Path<UUID> complaint, Cursor after, CriteriaBuilder cb) {
        return cb.or(
                cb.greaterThan(due, after.due()),
                cb.and(cb.equal(due, after.due()), cb.greaterThan(complaint, after.complaint())));
    }

    private static Predicate at(Appointment a, Root<?> root, CriteriaBuilder cb) {
        if (a.role().companyWide()) {
            return cb.conjunction();
        }
        Predicate centre = cb.equal(root.get("centre"), a.centre());
        return a.department() == null ? centre : cb.and(centre, cb.equal(root.get("department"), a.department()));
    }

    private static List<Operation> operationsOf(Role role) {
        return Arrays.stream(Operation.values())
                .filter(o -> o.roles().contains(role))
                .toList();
    }
}
