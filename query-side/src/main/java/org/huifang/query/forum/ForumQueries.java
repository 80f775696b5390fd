package org.huifang.query.forum;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.queryhandling.QueryHandler;
import org.huifang.kernel.forum.ForumPostView;
import org.huifang.kernel.forum.ForumQuery.FindForumPost;
import org.huifang.kernel.forum.ForumQuery.FindForumPosts;
import org.huifang.kernel.forum.ForumQuery.FindForumWatch;
import org.huifang.kernel.forum.ForumQuery.FoundForumPost;
import org.huifang.kernel.forum.ForumQuery.FoundForumPosts;
import org.huifang.kernel.forum.ForumQuery.FoundForumWatch;
import org.huifang.kernel.forum.ForumQuery.Order;
import org.huifang.kernel.forum.ForumQuery.Reading;
import org.huifang.kernel.forum.ForumWatchId;
import org.huifang.kernel.forum.ForumWatchView;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.organisation.Role;
import org.huifang.query.projection.Cursor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Answers what may be asked of forums; what a person may not see is as if it were not there (§2). */
public final class ForumQueries {
    private final NamedParameterJdbcTemplate jdbc;
    private final CompanyDirectory directory;
    private final ObjectMapper json;

    ForumQueries(JdbcTemplate jdbc, CompanyDirectory directory, ObjectMapper json) {
        this.jdbc = new NamedParameterJdbcTemplate(jdbc);
        this.directory = directory;
        this.json = json;
    }

    @QueryHandler
    public FoundForumPost handle(FindForumPost query) {
        return new FoundForumPost(jdbc
                .query(
                        "SELECT view FROM forum_post WHERE id = :id",
                        new MapSqlParameterSource("id", query.post().toString()),
                        this::post)
                .stream()
                .filter(post -> directory
                        .acting(query.person())
                        .flatMap(person -> person.roleFor(Operation.READ_FORUM, post.place()))
                        .isPresent())
                .findFirst()
                .orElse(null));
    }

    @QueryHandler
    public FoundForumPosts handle(FindForumPosts query) {
        Person person = directory.acting(query.person()).orElse(null);
        if (person == null) {
            return new FoundForumPosts(List.of(), false, null);
        }
        MapSqlParameterSource parameters = new MapSqlParameterSource("limit", query.first() + 1);
        List<String> conditions = new ArrayList<>();
        conditions.add(seen(person, parameters));
        if (query.centre() != null) {
            conditions.add("centre = :centre");
            parameters.addValue("centre", query.centre());
        }
        if (!query.states().isEmpty()) {
            conditions.add("state = ANY(:states)");
            parameters.addValue(
                    "states", query.states().stream().map(Enum::name).toArray(String[]::new));
        }
        boolean due = query.order() == Order.DUE;
        Cursor after = Cursor.parse(query.after(), 2);
        if (after != null) {
            conditions.add(due ? "(due, id) > (:at, :id)" : "(posted_at, id) < (:at, :id)");
            parameters.addValue("at", after.instant(0).atOffset(ZoneOffset.UTC)).addValue("id", after.text(1));
        }
        List<ForumPostView> found = jdbc.query(
                "SELECT view FROM forum_post WHERE " + String.join(" AND ", conditions)
                        + (due ? " ORDER BY due, id" : " ORDER BY posted_at DESC, id DESC") + " LIMIT :limit",
                parameters,
                this::post);
        List<ForumPostView> page = found.subList(0, Math.min(found.size(), query.first()));
        return new FoundForumPosts(
                page, found.size() > page.size(), page.isEmpty() ? null : end(page.get(page.size() - 1), due));
    }

    private static String end(ForumPostView last, boolean due) {
        Instant at = due ? last.promise().due() : last.post().postedAt();
        return Cursor.of(at, last.id()).toString();
    }

    /** Of centres, and of departments what they relayed. */
    private static String seen(Person person, MapSqlParameterSource parameters) {
        List<String> centres = new ArrayList<>();
        List<String> places = new ArrayList<>();
        for (Appointment appointment : person.appointments()) {
            Role role = appointment.role();
            if (!Operation.READ_FORUM.roles().contains(role)) {
                continue;
            }
            if (role.companyWide()) {
                return "true";
            }
            if (appointment.department() == null) {
                centres.add(appointment.centre());
            } else {
                String n = String.valueOf(places.size());
                places.add("(centre = :centre" + n + " AND :department" + n + " = ANY(departments))");
                parameters
                        .addValue("centre" + n, appointment.centre())
                        .addValue("department" + n, appointment.department());
            }
        }
        parameters.addValue("centres", centres.toArray(String[]::new));
        places.add(0, "centre = ANY(:centres)");
        return "(" + String.join(" OR ", places) + ")";
    }

    @QueryHandler
    public FoundForumWatch handle(FindForumWatch query) {
        Place place = Place.of(query.centre());
        boolean may = directory
                .acting(query.person())
                .filter(person -> person.roleFor(Operation.READ_FORUM, place).isPresent()
                        || person.roleFor(Operation.SET_UP_FORUM_WATCH, place).isPresent())
                .isPresent();
        if (!may) {
            return new FoundForumWatch(null, List.of(), List.of());
        }
        ForumWatchView watch = jdbc
                .queryForList(
                        "SELECT view FROM forum_watch WHERE id = :id",
                        new MapSqlParameterSource("id", new ForumWatchId(query.centre()).toString()),
                        String.class)
                .stream()
                .findFirst()
                .map(view -> json.readValue(view, ForumWatchView.class))
                .orElseGet(() -> new ForumWatchView(query.centre(), List.of(), List.of(), -1));
        return new FoundForumWatch(watch, readings(query.centre()), watchers(place));
    }

    private List<Reading> readings(String centre) {
        return jdbc.query(
                "SELECT name, last_read_at, next_at, failures, fault FROM forum_feed WHERE centre = :centre ORDER BY name",
                new MapSqlParameterSource("centre", centre),
                (row, n) -> new Reading(
                        row.getString(1),
                        instant(row, 2),
                        row.getTimestamp(3).toInstant(),
                        row.getInt(4),
                        row.getString(5)));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private List<String> watchers(Place place) {
        return directory.everybody().stream()
                .filter(person -> !person.rolesFor(Operation.WATCH_FORUM, Set.of(Role.FORUM_WATCHER), place)
                        .isEmpty())
                .map(Person::id)
                .sorted()
                .toList();
    }

    private ForumPostView post(ResultSet row, int n) throws SQLException {
        return json.readValue(row.getString(1), ForumPostView.class);
    }
}
