package org.huifang.query.complaint;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.huifang.query.projection.Cursor;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;

/**
 * An order of rows that pages can go on from by the values at which one ended (keyset), so that a late page costs as
 * little as the first.
 */
final class Paging<T> {
    private final List<Column<T, ?>> columns = new ArrayList<>();

    /** A column of the order, how its value is read from a row and from a cursor. */
    private record Column<T, V extends Comparable<? super V>>(
            String path,
            boolean descending,
            boolean asText,
            Function<T, V> value,
            BiFunction<Cursor, Integer, V> read) {

        Predicate after(Root<T> root, CriteriaBuilder cb, Cursor cursor, int i) {
            V last = read.apply(cursor, i);
            return descending ? cb.lessThan(at(root), last) : cb.greaterThan(at(root), last);
        }

        Predicate notBefore(Root<T> root, CriteriaBuilder cb, Cursor cursor) {
            V last = read.apply(cursor, 0);
            return descending ? cb.lessThanOrEqualTo(at(root), last) : cb.greaterThanOrEqualTo(at(root), last);
        }

        Predicate notAfter(Root<T> root, CriteriaBuilder cb, T row) {
            V bound = value.apply(row);
            return descending ? cb.greaterThanOrEqualTo(at(root), bound) : cb.lessThanOrEqualTo(at(root), bound);
        }

        Predicate same(Root<T> root, CriteriaBuilder cb, Cursor cursor, int i) {
            return cb.equal(at(root), read.apply(cursor, i));
        }

        @SuppressWarnings("unchecked") // an enum's name is what its column holds
        private Expression<V> at(Root<T> root) {
            Path<V> found = null;
            for (String step : path.split("\\.", -1)) {
                found = found == null ? root.get(step) : found.get(step);
            }
            Expression<V> column = Objects.requireNonNull(found);
            return asText ? (Expression<V>) column.as(String.class) : column;
        }
    }

    /** A page of rows, and where it ended. */
    record Page<T>(List<T> rows, @Nullable String end, boolean more) {}

    <V extends Comparable<? super V>> Paging<T> by(
            String path, Function<T, V> value, BiFunction<Cursor, Integer, V> read) {
        columns.add(new Column<>(path, false, false, value, read));
        return this;
    }

    <V extends Comparable<? super V>> Paging<T> byLatest(
            String path, Function<T, V> value, BiFunction<Cursor, Integer, V> read) {
        columns.add(new Column<>(path, true, false, value, read));
        return this;
    }

    Paging<T> byName(String path, Function<T, Enum<?>> value) {
        columns.add(
                new Column<T, String>(path, false, true, row -> value.apply(row).name(), Cursor::text));
        return this;
    }

    /** @param parts what is wanted, each part of it along an index of its own; they may overlap */
    Page<T> page(JpaSpecificationExecutor<T> rows, List<Specification<T>> parts, @Nullable String after, int first) {
        Cursor cursor = Cursor.parse(after, columns.size());
        List<T> found = List.of();
        for (Specification<T> part : parts) {
            Specification<T> all = cursor == null ? part : part.and(after(cursor));
            if (found.size() > first) {
                // What comes after a page that is full already is of no use.
                T last = found.get(first);
                all = all.and((root, query, cb) -> columns.get(0).notAfter(root, cb, last));
            }
            found = merged(
                    found,
                    rows.findBy(all, q -> q.sortBy(sort()).limit(first + 1).all()),
                    first + 1);
        }
        return cut(found, first);
    }

    private List<T> merged(List<T> one, List<T> other, int atMost) {
        if (one.isEmpty()) {
            return other;
        }
        List<T> merged = new ArrayList<>();
        Stream.concat(one.stream(), other.stream())
                .sorted(this::compare)
                .takeWhile(row -> merged.size() < atMost)
                .filter(row -> merged.isEmpty() || compare(merged.get(merged.size() - 1), row) != 0)
                .forEach(merged::add);
        return merged;
    }

    /** The same of rows that are at hand, in any order. */
    Page<T> page(List<T> rows, @Nullable String after, int first) {
        Cursor cursor = Cursor.parse(after, columns.size());
        List<T> found = rows.stream()
                .filter(row -> cursor == null || compare(row, cursor) > 0)
                .sorted(this::compare)
                .limit(first + 1L)
                .toList();
        return cut(found, first);
    }

    private Page<T> cut(List<T> found, int first) {
        List<T> page = found.subList(0, Math.min(found.size(), first));
        return new Page<>(page, page.isEmpty() ? null : end(page.get(page.size() - 1)), found.size() > page.size());
    }

    private String end(T row) {
        return Cursor.of(columns.stream()
                        .map(column -> column.value().apply(row))
                        .toArray())
                .toString();
    }

    private Specification<T> after(Cursor cursor) {
        return (root, query, cb) -> {
            List<Predicate> any = new ArrayList<>();
            List<Predicate> same = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                List<Predicate> later = new ArrayList<>(same);
                later.add(columns.get(i).after(root, cb, cursor, i));
                any.add(cb.and(later.toArray(Predicate[]::new)));
                same.add(columns.get(i).same(root, cb, cursor, i));
            }
            // The first bound alone lets an index be entered where the page before ended.
            return cb.and(columns.get(0).notBefore(root, cb, cursor), cb.or(any.toArray(Predicate[]::new)));
        };
    }

    private Sort sort() {
        return Sort.by(columns.stream()
                .map(column -> column.descending() ? Sort.Order.desc(column.path()) : Sort.Order.asc(column.path()))
                .toList());
    }

    private int compare(T one, T other) {
        for (Column<T, ?> column : columns) {
            int compared = compare(column, one, other);
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private int compare(T row, Cursor cursor) {
        for (int i = 0; i < columns.size(); i++) {
            int compared = compare(columns.get(i), row, cursor, i);
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private static <T, V extends Comparable<? super V>> int compare(Column<T, V> column, T one, T other) {
        return compare(column, column.value().apply(one), column.value().apply(other));
    }

    private static <T, V extends Comparable<? super V>> int compare(Column<T, V> column, T row, Cursor cursor, int i) {
        return compare(column, column.value().apply(row), column.read().apply(cursor, i));
    }

    /** As PostgreSQL orders: Java takes the halves of an id for signed numbers. */
    private static <V extends Comparable<? super V>> int compare(Column<?, V> column, V one, V other) {
        int compared = one instanceof UUID ? one.toString().compareTo(other.toString()) : one.compareTo(other);
        return column.descending() ? -compared : compared;
    }
}
