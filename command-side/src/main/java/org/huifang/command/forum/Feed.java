package org.huifang.command.forum;

import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huifang.kernel.Storable;
import org.huifang.kernel.WebAddress;
import org.huifang.kernel.forum.Post;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What a feed in RSS, Atom or JSON Feed says, without mark-up, cut to what a post may have. */
final class Feed {
    /** Beyond this it is no page of new posts. */
    private static final int ITEMS_AT_MOST = 500;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Feed() {}

    /** @param postedAt absent where the feed says nothing */
    record Item(
            WebAddress address,
            @Nullable String author,
            @Nullable String title,
            String text,
            @Nullable Instant postedAt) {}

    /**
     * @param base to which addresses are relative
     * @throws IOException when it is no feed, or one that reaches outside itself
     */
    static List<Item> read(byte[] bytes, @Nullable String contentType, URI base) throws IOException {
        List<Item> items = isJson(bytes) ? json(bytes, base) : xml(bytes, contentType, base);
        return items.subList(0, Math.min(items.size(), ITEMS_AT_MOST));
    }

    private static boolean isJson(byte[] bytes) {
        for (byte one : bytes) {
            if (!Character.isWhitespace(one)) {
                return one == '{';
            }
        }
        return false;
    }

    /** Rome refuses document types, so nothing can be included or blown up by entities. */
    private static List<Item> xml(byte[] bytes, @Nullable String contentType, URI base) throws IOException {
        try {
            SyndFeedInput input = new SyndFeedInput();
            input.setAllowDoctypes(false);
            ByteArrayInputStream in = new ByteArrayInputStream(bytes);
            SyndFeed feed = input.build(contentType == null ? new XmlReader(in) : new XmlReader(in, contentType, true));
            List<Item> items = new ArrayList<>();
            for (SyndEntry entry : feed.getEntries()) {
                Stream<SyndContent> contents =
                        Stream.concat(entry.getContents().stream(), Stream.ofNullable(entry.getDescription()));
                Instant postedAt = Stream.of(entry.getPublishedDate(), entry.getUpdatedDate())
                        .flatMap(Stream::ofNullable)
                        .findFirst()
                        .map(Date::toInstant)
                        .orElse(null);
                item(
                                base,
                                entry.getLink() == null ? entry.getUri() : entry.getLink(),
                                entry.getAuthor(),
                                entry.getTitle(),
                                contents.map(SyndContent::getValue)
                                        .filter(text -> text != null && !text.isBlank())
                                        .findFirst()
                                        .orElse(""),
                                postedAt)
                        .ifPresent(items::add);
            }
            return items;
        } catch (FeedException | IllegalArgumentException e) {
            throw new IOException("no RSS or Atom feed: " + e.getMessage(), e);
        }
    }

    /** JSON Feed 1.0 and 1.1. */
    private static List<Item> json(byte[] bytes, URI base) throws IOException {
        try {
            JsonNode feed = JSON.readTree(bytes);
            if (!feed.path("items").isArray()) {
                throw new IOException("no JSON feed: it has no items");
            }
            List<Item> items = new ArrayList<>();
            for (JsonNode item : feed.get("items")) {
                String author = Stream.of(item.at("/authors/0/name"), item.at("/author/name"))
                        .filter(JsonNode::isString)
                        .map(JsonNode::asString)
                        .findFirst()
                        .orElse(null);
                item(
                                base,
                                text(item, "url", "external_url", "id"),
                                author,
                                text(item, "title"),
                                Optional.ofNullable(text(item, "content_html", "content_text", "summary"))
                                        .orElse(""),
                                instant(text(item, "date_published", "date_modified")))
                        .ifPresent(items::add);
            }
            return items;
        } catch (JacksonException e) {
            throw new IOException("no JSON feed: " + e.getOriginalMessage(), e);
        }
    }

    private static @Nullable String text(JsonNode item, String... fields) {
        return Stream.of(fields)
                .map(item::path)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Without an address it could not be told from another, nor answered. */
    private static Optional<Item> item(
            URI base,
            @Nullable String link,
            @Nullable String author,
            @Nullable String title,
            String text,
            @Nullable Instant postedAt) {
        String plain = plain(text);
        String words = plain.isBlank() ? plain(title == null ? "" : title) : plain;
        return address(base, link)
                .filter(address -> !words.isBlank())
                .map(address -> new Item(
                        address,
                        cut(author == null ? null : Storable.of(author), Post.LINE_AT_MOST),
                        cut(title == null ? null : plain(title), Post.LINE_AT_MOST),
                        String.valueOf(cut(words, Post.TEXT_AT_MOST)),
                        postedAt));
    }

    private static Optional<WebAddress> address(URI base, @Nullable String link) {
        try {
            return link == null || link.isBlank()
                    ? Optional.empty()
                    : WebAddress.of(base.resolve(link.strip()).toString());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String plain(String html) {
        Document document = Jsoup.parseBodyFragment(html);
        document.select("p, div, li, tr, blockquote, pre, h1, h2, h3, h4, h5, h6")
                .forEach(block -> block.appendText("\n"));
        return Storable.of(document.body()
                .wholeText()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n")));
    }

    private static @Nullable String cut(@Nullable String text, int atMost) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return text.codePointCount(0, text.length()) <= atMost
                ? text.strip()
                : text.substring(0, text.offsetByCodePoints(0, atMost)).strip();
    }
}
