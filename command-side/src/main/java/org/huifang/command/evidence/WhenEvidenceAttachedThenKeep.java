package org.huifang.command.evidence;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.huifang.kernel.complaint.ComplaintEvent.EvidenceAttached;
import org.huifang.kernel.complaint.EvidenceStore;

/** What is attached to a complaint is kept with it (§4.5.1); harmless twice. */
@ProcessingGroup("reactions")
public class WhenEvidenceAttachedThenKeep {
    private final EvidenceStore evidence;

    public WhenEvidenceAttachedThenKeep(EvidenceStore evidence) {
        this.evidence = evidence;
    }

    @EventHandler
    void on(EvidenceAttached event) {
        evidence.keep(event.complaint(), event.sha256());
    }
}
