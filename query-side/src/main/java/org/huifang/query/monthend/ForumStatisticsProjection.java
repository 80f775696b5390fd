package org.huifang.query.monthend;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.huifang.kernel.forum.ForumPostEvent.ForumPromisesObserved;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.promise.Verdict;
import org.huifang.query.monthend.Counted.Decided;
import org.huifang.query.monthend.ForumStatisticsProjection.CountedPost;
import org.huifang.query.projection.Projection;
import org.huifang.query.projection.Rows;
import org.huifang.query.projection.Writes;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keeps what statistics count of forum posts: whether they were replied to in time (§4.6.7). */
public final class ForumStatisticsProjection implements Projection<CountedPost> {
    private static final Rows.Table POSTS = new Rows.Table(
            "statistic_post",
            Set.of("post", "n", "from_position"),
            "post text",
            "n int",
            "from_position bigint",
            "to_position bigint",
            "decided bigint",
            "centre text",
            "verdict text",
            "as_recorded text");

    record CountedPost(String post, List<Decided> promises) {}

    @Override
    public boolean takes(Class<?> event) {
        return event == ForumPromisesObserved.class;
    }

    @Override
    public CountedPost after(@Nullable CountedPost before, List<DomainEventMessage<?>> events) {
        Verdicts verdicts = new Verdicts(before == null ? List.of() : before.promises());
        for (DomainEventMessage<?> message : events) {
            ForumPromisesObserved event = (ForumPromisesObserved) message.getPayload();
            long position = ((TrackedEventMessage<?>) message)
                    .trackingToken()
                    .position()
                    .orElseThrow();
            event.changes()
                    .forEach(change ->
                            verdicts.take(change, position, event.stamp().centre()));
        }
        return new CountedPost(events.get(0).getAggregateIdentifier(), verdicts.decided());
    }

    @Override
    public Map<String, CountedPost> load(Collection<String> streams, JdbcTemplate jdbc) {
        Map<String, List<Decided>> promises = new HashMap<>();
        jdbc.query(
                "SELECT post, n, from_position, to_position, decided, centre, verdict, as_recorded FROM statistic_post"
                        + " WHERE post = ANY(?) ORDER BY from_position, n",
                row -> {
                    promises.computeIfAbsent(row.getString(1), post -> new ArrayList<>())
                            .add(new Decided(
                                    PromiseKind.REPLY_ON_FORUM,
                                    row.getInt(2),
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getLong(5),
                                    row.getString(6),
                                    Verdict.valueOf(row.getString(7)),
                                    Verdict.valueOf(row.getString(8))));
                },
                (Object) streams.toArray(String[]::new));
        Map<String, CountedPost> counted = new HashMap<>();
        promises.forEach((post, of) -> counted.put(post, new CountedPost(post, List.copyOf(of))));
        return counted;
    }

    @Override
    public void write(Collection<Change<CountedPost>> changes, Writes to) {
        rows(changes.stream().map(Change::after).toList()).upsert(to);
    }

    @Override
    public void copy(Collection<CountedPost> views, JdbcTemplate jdbc) {
        rows(views).copy(jdbc);
    }

    @Override
    public void remove(Collection<String> streams, Writes to) {
        to.add("DELETE FROM statistic_post WHERE post = ANY(?)", (Object) streams.toArray(String[]::new));
    }

    private static Rows rows(Collection<CountedPost> posts) {
        Rows rows = POSTS.rows();
        for (CountedPost post : posts) {
            for (Decided one : post.promises()) {
                rows.add(
                        post.post(),
                        one.n(),
                        one.from(),
                        one.to(),
                        one.decided(),
                        one.centre(),
                        one.verdict(),
                        one.asRecorded());
            }
        }
        return rows;
    }
}
