package org.huifang.command.complaint;

import java.time.Duration;
import java.util.Optional;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.complaint.ComplaintCommand.AttachEvidence;
import org.huifang.kernel.complaint.ComplaintEvent.EvidenceAttached;
import org.huifang.kernel.complaint.EvidenceStore.Stored;
import org.huifang.kernel.organisation.Operation;

/** What must hold before an uploaded file becomes evidence of a complaint (§4.5.1). */
final class EvidenceRules {
    /** Well before what was never attached is collected. */
    static final Duration ATTACHED_WITHIN = Duration.ofDays(1);

    private EvidenceRules() {}

    /** @param stored what was uploaded for this complaint under the digest, where anything was */
    static Decision<AttachEvidence> attach(Optional<Stored> stored) {
        return Decision.of(
                Operation.ATTACH_EVIDENCE,
                complaint -> complaint.receivedAt,
                RuleBook.of(
                        ClosingRules.standing(),
                        new Rule<>(
                                "EVIDENCE_UPLOADED",
                                "§4.5.1",
                                "sha256",
                                "请先上传这个文件,并在 24 小时内附上",
                                (complaint, c) -> stored.filter(file -> !file.uploadedAt()
                                                .plus(ATTACHED_WITHIN)
                                                .isBefore(c.act().recordedAt()))
                                        .isPresent()),
                        new Rule<>(
                                "EVIDENCE_ATTACHED_ONCE",
                                "§4.5.1",
                                "sha256",
                                "这个文件已经附上",
                                (complaint, c) -> !complaint.evidence.contains(c.sha256()))),
                (complaint, c, stamp) -> new EvidenceAttached(
                        complaint.id,
                        c.sha256(),
                        stored.orElseThrow().mediaType(),
                        stored.orElseThrow().size(),
                        c.title(),
                        stamp));
    }
}
