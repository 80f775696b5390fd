package org.huifang.query.forum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.huifang.kernel.forum.ForumWatchEvent;
import org.huifang.kernel.forum.ForumWatchEvent.ForumUnwatched;
import org.huifang.kernel.forum.ForumWatchEvent.ForumWatched;
import org.huifang.kernel.forum.ForumWatchEvent.ReplyTemplateDropped;
import org.huifang.kernel.forum.ForumWatchEvent.ReplyTemplateKept;
import org.huifang.kernel.forum.ForumWatchId;
import org.huifang.kernel.forum.ForumWatchView;
import org.huifang.kernel.forum.ForumWatchView.Forum;
import org.huifang.kernel.forum.ForumWatchView.Template;
import org.huifang.query.projection.ViewProjection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** Keeps what each centre watches, and replies with (§4.6.7). */
public final class ForumWatchProjection extends ViewProjection<ForumWatchEvent, ForumWatchView> {

    public ForumWatchProjection(ObjectMapper json) {
        super(json, ForumWatchEvent.class, ForumWatchView.class, ForumWatchId.KIND, "forums integer");
    }

    @Override
    protected List<@Nullable Object> foundBy(ForumWatchView view) {
        return List.of(view.forums().size());
    }

    @Override
    protected ForumWatchView after(
            @Nullable ForumWatchView before, ForumWatchEvent event, long sequence, long position) {
        List<Forum> forums = new ArrayList<>(before == null ? List.of() : before.forums());
        List<Template> templates = new ArrayList<>(before == null ? List.of() : before.templates());
        if (event instanceof ForumWatched e) {
            forums.removeIf(forum -> forum.name().equals(e.name()));
            forums.add(new Forum(e.name(), e.address(), e.feed(), e.stamp().recordedAt()));
        } else if (event instanceof ForumUnwatched e) {
            forums.removeIf(forum -> forum.name().equals(e.name()));
        } else if (event instanceof ReplyTemplateKept e) {
            templates.removeIf(template -> template.name().equals(e.name()));
            templates.add(new Template(e.name(), e.text()));
        } else if (event instanceof ReplyTemplateDropped e) {
            templates.removeIf(template -> template.name().equals(e.name()));
        }
        forums.sort(Comparator.comparing(Forum::name));
        templates.sort(Comparator.comparing(Template::name));
        return new ForumWatchView(event.stamp().centre(), List.copyOf(forums), List.copyOf(templates), sequence);
    }
}
