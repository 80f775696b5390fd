package org.huifang.kernel.complaint;

import org.axonframework.commandhandling.RoutingKey;
import org.huifang.kernel.complaint.ComplaintCommand.ImportComplaint;

/**
 * Whether a history could be imported: played through all guards, with nothing kept. Answered by a refusal, or by
 * {@link Possible}, thrown so that all is undone.
 */
public record TryImport(@RoutingKey String centre, ImportComplaint history) {

    /** It could be. */
    public static final class Possible extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Possible() {
            super("it could be imported", null, false, false);
        }
    }
}
