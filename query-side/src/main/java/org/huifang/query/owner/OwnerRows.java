package org.huifang.query.owner;

import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

/** Reads {@code owner}. */
interface OwnerRows extends Repository<OwnerRow, UUID>, JpaSpecificationExecutor<OwnerRow> {
    /** Who lives there is asked for more often than who has left; rooms cannot be sorted by, they are sealed. */
    Sort LATEST_FIRST = Sort.by(Sort.Order.asc("movedOut"), Sort.Order.desc("position"), Sort.Order.asc("id"));

    Optional<OwnerRow> findById(UUID id);

    /** @param conditions that must all hold, each by one of its tokens at least */
    static Specification<OwnerRow> matching(String centre, List<List<byte[]>> conditions) {
        return (root, query, cb) -> {
            List<Predicate> all = new ArrayList<>();
            all.add(cb.equal(root.get("centre"), centre));
            for (List<byte[]> tokens : conditions) {
                Subquery<Integer> held = query.subquery(Integer.class);
                Root<OwnerTokenRow> token = held.from(OwnerTokenRow.class);
                held.select(cb.literal(1))
                        .where(
                                cb.equal(token.get("key").get("owner"), root.get("id")),
                                token.get("key").get("token").in(tokens));
                all.add(cb.exists(held));
            }
            return cb.and(all.toArray(Predicate[]::new));
        };
    }
}
