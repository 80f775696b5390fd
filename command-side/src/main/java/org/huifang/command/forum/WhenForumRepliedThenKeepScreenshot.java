package org.huifang.command.forum;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.huifang.kernel.complaint.EvidenceStore;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostReplied;

/** The screenshot that proves a reply is kept with the post (§4.6.7); harmless twice. */
@ProcessingGroup("reactions")
public class WhenForumRepliedThenKeepScreenshot {
    private final EvidenceStore evidence;

    public WhenForumRepliedThenKeepScreenshot(EvidenceStore evidence) {
        this.evidence = evidence;
    }

    @EventHandler
    void on(ForumPostReplied event) {
        if (event.screenshot() != null) {
            evidence.keep(event.post().keeper(), event.screenshot());
        }
    }
}
