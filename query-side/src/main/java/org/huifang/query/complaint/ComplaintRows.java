package org.huifang.query.complaint;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads {@code complaint}. */
interface ComplaintRows extends Repository<ComplaintRow, UUID>, JpaSpecificationExecutor<ComplaintRow> {
    Optional<ComplaintRow> findById(UUID id);

    List<ComplaintRow> findAllById(Iterable<UUID> ids);

    Optional<ComplaintRow> findByNumber(String number);

    @Query("select c.id as id, c.sequence as sequence from ComplaintRow c where c.id in ?1")
    List<Reached> findReached(Collection<UUID> ids);

    /** How far a complaint's view has come. */
    interface Reached {
        UUID getId();

        long getSequence();
    }
}
