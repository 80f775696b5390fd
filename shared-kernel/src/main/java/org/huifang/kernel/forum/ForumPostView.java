package org.huifang.kernel.forum;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.huifang.kernel.WebAddress;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.promise.ObservedPromise;
import org.jspecify.annotations.Nullable;

/**
 * A post on an owners' forum.
 *
 * @param found when the watcher or a feed noted it; absent where it was only relayed
 * @param reconsidered why it was found to be a complaint after all
 */
public record ForumPostView(
        ForumPostId id,
        String centre,
        ForumPostState state,
        Post post,
        @Nullable Found found,
        @Nullable Relay relay,
        @Nullable ReplyShown reply,
        @Nullable ComplaintId complaint,
        @Nullable Reasoned noComplaint,
        @Nullable Reasoned reconsidered,
        List<ObservedPromise> promises,
        long sequence) {

    /** @param by a person; the system for a feed */
    public record Found(Instant at, String by) {}

    public record Relay(String department, Instant at, Instant recordedAt, String by) {}

    public record ReplyShown(
            Personal text,
            Instant at,
            Instant recordedAt,
            @Nullable Personal whyLate,
            @Nullable String template,
            WebAddress address,
            @Nullable String screenshot,
            String by) {}

    public record Reasoned(Personal reason, Instant at, String by) {}

    /** The department that relayed it sees it too. */
    public Place place() {
        return new Place(centre, relay == null ? Set.of() : Set.of(relay.department()));
    }

    /** Whether the person watches forums there or acts there, and so may read what is personal in it (§5). */
    public boolean openFor(Person person) {
        return person.opensPersonalData(place())
                || person.roleFor(Operation.WATCH_FORUM, place()).isPresent();
    }

    /** The newest promise to reply; a post that is there was promised. */
    public ObservedPromise promise() {
        return promises.get(promises.size() - 1);
    }
}
