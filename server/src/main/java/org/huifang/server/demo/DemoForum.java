package org.huifang.server.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.huifang.server.DataFolder;
import org.huifang.server.DemoFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The demo's forum: writes the feed that the demo server itself serves, has it watched, and does what is to be done. */
final class DemoForum {
    private static final String FEED = "forum.json";
    private static final String ERRORS = "userErrors { code field messageZh }";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final GraphQlClient client;
    private final String server;
    private final Path feed;
    private final Map<String, Object> script;
    /** Of posts, by their number. */
    private final Map<Integer, String> ids = new HashMap<>();

    DemoForum(GraphQlClient client, String server, DataFolder folder, Map<String, Object> script) {
        this.client = client;
        this.server = server;
        this.feed = DemoFiles.of(folder).resolve(FEED);
        this.script = script;
    }

    void play(PrintStream out) throws IOException, InterruptedException {
        String centre = String.valueOf(script.get("centre"));
        writeFeed();
        watch(centre);
        awaitPosts(centre);
        for (Map<String, Object> step : DemoPlayer.list(script.get("steps"))) {
            String person = (String) step.get("as");
            if (step.containsKey("reply")) {
                reply(person, (Integer) step.get("reply"), DemoPlayer.map(step.get("with")));
            } else if (step.containsKey("register")) {
                Integer post = (Integer) step.get("register");
                ask(
                        person,
                        "registerFromForumPost",
                        "mutation($post: ID!, $input: RegisterComplaintInput!, $act: ActInput) { registerFromForumPost(post: $post, input: $input, act: $act) { %s } }"
                                .formatted(ERRORS),
                        Map.of(
                                "post", id(post),
                                "input", step.get("input"),
                                "act", Map.of("key", "demo-forum-" + post)));
            } else {
                Integer post = (Integer) step.get("judge");
                ask(
                        person,
                        "judgeNoComplaint",
                        "mutation($post: ID!, $reason: String!) { judgeNoComplaint(post: $post, reason: $reason, key: \"demo-forum-judge\") { %s } }"
                                .formatted(ERRORS),
                        Map.of("post", id(post), "reason", step.get("reason")));
            }
        }
        out.printf("示例 / demo: %s 论坛帖子 %d 个 posts on the forum%n", centre, ids.size());
    }

    /** Once: played again, the posts stay as old as they are. */
    private void writeFeed() throws IOException {
        if (Files.exists(feed)) {
            return;
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Map<String, Object>> items = DemoPlayer.list(script.get("posts")).stream()
                .map(post -> Map.of(
                        "id",
                        address(post.get("n")),
                        "url",
                        address(post.get("n")),
                        "title",
                        post.get("title"),
                        "content_text",
                        post.get("text"),
                        "authors",
                        List.of(Map.of("name", post.get("author"))),
                        "date_published",
                        now.minus(Duration.ofMinutes((Integer) post.get("minutesAgo")))
                                .toString()))
                .toList();
        Files.createDirectories(feed.getParent());
        Files.write(
                feed,
                new ObjectMapper()
                        .writeValueAsBytes(Map.of(
                                "version",
                                "https://jsonfeed.org/version/1.1",
                                "title",
                                forum().get("name"),
                                "items",
                                items)));
    }

    private void watch(String centre) throws IOException, InterruptedException {
        String person = (String) script.get("as");
        Map<String, Object> watched = new HashMap<>(forum());
        watched.put("feed", server + DemoFiles.PATH + FEED);
        ask(
                person,
                "watchForum",
                "mutation($centre: String!, $forum: WatchForumInput!) { watchForum(centre: $centre, forum: $forum, key: \"demo-forum\") { %s } }"
                        .formatted(ERRORS),
                Map.of("centre", centre, "forum", watched));
        for (Map.Entry<String, Object> template :
                DemoPlayer.map(script.get("templates")).entrySet()) {
            ask(
                    person,
                    "keepReplyTemplate",
                    "mutation($centre: String!, $name: String!, $text: String!, $key: String) { keepReplyTemplate(centre: $centre, name: $name, text: $text, key: $key) { %s } }"
                            .formatted(ERRORS),
                    Map.of(
                            "centre",
                            centre,
                            "name",
                            template.getKey(),
                            "text",
                            template.getValue(),
                            "key",
                            "demo-template-" + template.getKey()));
        }
    }

    /** The server reads the feed by itself, within seconds of its being watched. */
    private void awaitPosts(String centre) throws IOException, InterruptedException {
        List<Map<String, Object>> posts = DemoPlayer.list(script.get("posts"));
        for (Instant end = Instant.now().plus(PATIENCE); ; Thread.sleep(PAUSE.toMillis())) {
            for (JsonNode post : client.ask(
                            (String) script.get("as"),
                            "query($centre: String) { forumPosts(centre: $centre, first: 100) { nodes { id post { address } } } }",
                            Map.of("centre", centre))
                    .at("/forumPosts/nodes")) {
                posts.stream()
                        .filter(one -> address(one.get("n"))
                                .equals(post.at("/post/address").asString()))
                        .forEach(one ->
                                ids.put((Integer) one.get("n"), post.get("id").asString()));
            }
            if (ids.size() == posts.size()) {
                return;
            }
            if (Instant.now().isAfter(end)) {
                throw new IOException("the forum's feed was not read within " + PATIENCE);
            }
        }
    }

    private void reply(String person, Integer post, Map<String, Object> with) throws IOException, InterruptedException {
        String template = String.valueOf(with.get("template"));
        ask(
                person,
                "replyOnForum",
                "mutation($post: ID!, $reply: ForumReplyInput!, $key: String) { replyOnForum(post: $post, reply: $reply, key: $key) { %s } }"
                        .formatted(ERRORS),
                Map.of(
                        "post",
                        id(post),
                        "reply",
                        Map.of(
                                "text",
                                DemoPlayer.map(script.get("templates")).get(template),
                                "template",
                                template,
                                "address",
                                address(post) + "#reply"),
                        "key",
                        "demo-forum-reply-" + post));
    }

    private String id(Integer post) throws IOException {
        String id = ids.get(post);
        if (id == null) {
            throw new IOException("no post " + post);
        }
        return id;
    }

    private Map<String, Object> forum() {
        return DemoPlayer.map(script.get("forum"));
    }

    private String address(Object post) {
        return forum().get("address") + "t/" + post;
    }

    private void ask(String person, String mutation, String document, Map<String, ?> variables)
            throws IOException, InterruptedException {
        DemoPlayer.requireAccepted(client.ask(person, document, variables).get(mutation), mutation);
    }
}
