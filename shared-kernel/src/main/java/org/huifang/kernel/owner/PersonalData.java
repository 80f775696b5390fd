package org.huifang.kernel.owner;

import java.util.Collection;
import java.util.Map;
import org.huifang.kernel.complaint.ComplaintId;

/** Seals what is personal before it becomes a command, and opens it at the view. */
public interface PersonalData {

    /** The sealing key of the complaint's owner; made, durably, when the complaint has none yet. */
    String keyFor(ComplaintId complaint);

    Personal seal(String keyId, String text);

    /** Opened texts; what was erased with its key is absent. Every call leaves a trace of who looked. */
    Map<Personal, String> open(Collection<Personal> sealed, String person);

    /** A digest that only this installation can compute: equal for equal requests, and no help in guessing them. */
    String digest(byte[] request);
}
