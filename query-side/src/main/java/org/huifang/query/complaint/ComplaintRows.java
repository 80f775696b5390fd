package org.huifang.query.complaint;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reads {@code complaint}, by single statements, which need no transaction around them. */
@Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
interface ComplaintRows extends Repository<ComplaintRow, UUID>, JpaSpecificationExecutor<ComplaintRow> {
    Optional<ComplaintRow> findById(UUID id);

    List<ComplaintRow> findAllById(Iterable<UUID> ids);

    Optional<ComplaintRow> findByNumber(String number);

    /** Where a complaint belongs, without its view. */
    Optional<Placed> findPlacedById(UUID id);

    @Query("select c.id as id, c.sequence as sequence from ComplaintRow c where c.id in ?1")
    List<Reached> findReached(Collection<UUID> ids);

    /** Complaints that anything was recorded of since then; as far back as among the log's latest 2,000 events. */
    @Query(
            nativeQuery = true,
            value = "SELECT DISTINCT stream FROM event WHERE position > (SELECT position FROM event_head) - 2000"
                    + " AND stream_type = 'complaint' AND recorded_at >= ?1")
    List<String> findChangedSince(Instant since);

    /** Who may see a complaint is decided by this. */
    interface Placed {
        String getRegisteredBy();

        String getCentre();

        String[] getDepartments();
    }

    /** How far a complaint's view has come. */
    interface Reached {
        UUID getId();

        long getSequence();
    }
}
