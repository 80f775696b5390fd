package org.huifang.query.forum;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.forum.ForumPostEvent;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostFound;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostJudgedNoComplaint;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostLinked;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostReconsidered;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostRelayed;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostReplied;
import org.huifang.kernel.forum.ForumPostEvent.ForumPromisesObserved;
import org.huifang.kernel.forum.ForumPostId;
import org.huifang.kernel.forum.ForumPostState;
import org.huifang.kernel.forum.ForumPostView;
import org.huifang.kernel.forum.ForumPostView.Found;
import org.huifang.kernel.forum.ForumPostView.Reasoned;
import org.huifang.kernel.forum.ForumPostView.Relay;
import org.huifang.kernel.forum.ForumPostView.ReplyShown;
import org.huifang.kernel.forum.Post;
import org.huifang.kernel.promise.ObservedPromise;
import org.huifang.kernel.promise.ObservedPromises;
import org.huifang.query.projection.ViewProjection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** Keeps the posts of owners' forums (§4.6.7). */
public final class ForumPostProjection extends ViewProjection<ForumPostEvent, ForumPostView> {

    public ForumPostProjection(ObjectMapper json) {
        super(
                json,
                ForumPostEvent.class,
                ForumPostView.class,
                ForumPostId.KIND,
                "centre text",
                "departments varchar[]",
                "state text",
                "due timestamptz",
                "posted_at timestamptz");
    }

    @Override
    protected List<@Nullable Object> foundBy(ForumPostView view) {
        return Arrays.asList(
                view.centre(),
                List.copyOf(view.place().departments()),
                view.state(),
                view.promises().isEmpty()
                        ? view.post().postedAt()
                        : view.promise().due(),
                view.post().postedAt());
    }

    @Override
    protected ForumPostView after(@Nullable ForumPostView before, ForumPostEvent event, long sequence, long position) {
        Draft draft = before == null ? new Draft(event) : new Draft(before);
        draft.take(event);
        return draft.view(sequence);
    }

    private static final class Draft {
        private final ForumPostId id;
        private final String centre;
        private @Nullable Post post;
        private @Nullable Found found;
        private @Nullable Relay relay;
        private @Nullable ReplyShown reply;
        private @Nullable ComplaintId complaint;
        private @Nullable Reasoned noComplaint;
        private @Nullable Reasoned reconsidered;
        private List<ObservedPromise> promises = List.of();

        Draft(ForumPostEvent first) {
            this.id = first.post();
            this.centre = first.stamp().centre();
        }

        Draft(ForumPostView before) {
            this.id = before.id();
            this.centre = before.centre();
            this.post = before.post();
            this.found = before.found();
            this.relay = before.relay();
            this.reply = before.reply();
            this.complaint = before.complaint();
            this.noComplaint = before.noComplaint();
            this.reconsidered = before.reconsidered();
            this.promises = before.promises();
        }

        void take(ForumPostEvent event) {
            var stamp = event.stamp();
            if (event instanceof ForumPostFound e) {
                post = post == null ? e.found() : post;
                found = new Found(stamp.recordedAt(), stamp.person());
            } else if (event instanceof ForumPostRelayed e) {
                post = post == null ? e.found() : post;
                relay = new Relay(e.department(), e.relayedAt(), stamp.recordedAt(), stamp.person());
            } else if (event instanceof ForumPostReplied e) {
                reply = new ReplyShown(
                        e.text(),
                        e.repliedAt(),
                        stamp.recordedAt(),
                        e.whyLate(),
                        e.template(),
                        e.address(),
                        e.screenshot(),
                        stamp.person());
            } else if (event instanceof ForumPostLinked e) {
                complaint = e.complaint();
            } else if (event instanceof ForumPostJudgedNoComplaint e) {
                noComplaint = new Reasoned(e.reason(), stamp.recordedAt(), stamp.person());
                reconsidered = null;
            } else if (event instanceof ForumPostReconsidered e) {
                noComplaint = null;
                reconsidered = new Reasoned(e.reason(), stamp.recordedAt(), stamp.person());
            } else if (event instanceof ForumPromisesObserved e) {
                promises = ObservedPromises.of(promises).after(e.changes()).states();
            }
        }

        ForumPostView view(long sequence) {
            return new ForumPostView(
                    id,
                    centre,
                    state(),
                    Objects.requireNonNull(post),
                    found,
                    relay,
                    reply,
                    complaint,
                    noComplaint,
                    reconsidered,
                    promises,
                    sequence);
        }

        private ForumPostState state() {
            if (noComplaint != null) {
                return ForumPostState.NO_COMPLAINT;
            }
            if (complaint != null) {
                return reply == null ? ForumPostState.REGISTERED : ForumPostState.DONE;
            }
            return reply == null ? ForumPostState.NEW : ForumPostState.REPLIED;
        }
    }
}
