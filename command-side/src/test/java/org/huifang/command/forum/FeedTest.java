package org.huifang.command.forum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huifang.command.forum.Feed.Item;
import org.huifang.kernel.forum.Post;
import org.junit.jupiter.api.Test;

/** The three kinds of feeds, and what hides in them. */
class FeedTest {
    private static final URI BASE = URI.create("https://Forum.Example/feeds/new.xml");

    @Test
    void readsRss() throws Exception {
        Item item = only("""
                <?xml version="1.0" encoding="UTF-8"?>
                <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>业主论坛</title><link>https://forum.example/</link><description>d</description>
                <item><title>电梯又停了 &amp; 没人管</title><link>/t/42#p1</link><dc:creator>三楼住户</dc:creator>
                <pubDate>Fri, 20 Mar 2026 09:00:00 +0800</pubDate>
                <description>&lt;p&gt;今天&lt;b&gt;第三次&lt;/b&gt;了。&lt;/p&gt;&lt;p&gt;𠮷先生被困&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item>
                </channel></rss>""");
        assertThat(item.address().toString()).isEqualTo("https://forum.example/t/42#p1");
        assertThat(item.title()).isEqualTo("电梯又停了 & 没人管");
        assertThat(item.author()).isEqualTo("三楼住户");
        assertThat(item.text()).isEqualTo("今天第三次了。\n𠮷先生被困");
        assertThat(item.postedAt()).isEqualTo(Instant.parse("2026-03-20T01:00:00Z"));
    }

    @Test
    void readsAtomInAnotherCharset() throws Exception {
        byte[] bytes = """
                <?xml version="1.0" encoding="GBK"?>
                <feed xmlns="http://www.w3.org/2005/Atom"><title>论坛</title><id>x</id><updated>2026-03-20T01:00:00Z</updated>
                <entry><title>停车费</title><id>urn:1</id><link href="https://forum.example/t/1"/><updated>2026-03-20T01:00:00Z</updated>
                <author><name>业主甲</name></author><content type="html">为什么涨价</content></entry></feed>""".getBytes(Charset.forName("GBK"));
        Item item = Feed.read(bytes, null, BASE).get(0);
        assertThat(item.text()).isEqualTo("为什么涨价");
        assertThat(item.author()).isEqualTo("业主甲");
        assertThat(item.postedAt()).isEqualTo(Instant.parse("2026-03-20T01:00:00Z"));
    }

    @Test
    void readsJsonFeed() throws Exception {
        Item item = only("""
                {"version":"https://jsonfeed.org/version/1.1","title":"论坛","items":[
                 {"id":"9","url":"https://forum.example/t/9","title":"噪音","content_html":"<p>半夜<br>施工</p>",
                  "date_published":"2026-03-20T09:00:00+08:00","authors":[{"name":"乙"}]},
                 {"id":"no address","content_text":"x"},{"id":"https://forum.example/t/10"}]}""");
        assertThat(item.text()).isEqualTo("半夜\n施工");
        assertThat(item.author()).isEqualTo("乙");
    }

    @Test
    void reachesNowhereElse() {
        for (String hostile : List.of(
                "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss version=\"2.0\"><channel><title>&x;</title></channel></rss>",
                "<!DOCTYPE r SYSTEM \"http://127.0.0.1:1/evil.dtd\"><rss version=\"2.0\"><channel/></rss>",
                "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><rss version=\"2.0\"><channel><title>&b;</title></channel></rss>",
                "<html><body>Log in</body></html>",
                "{\"items\": 3}",
                "{\"items\": [",
                "",
                "\0\0\0")) {
            assertThatThrownBy(() -> Feed.read(hostile.getBytes(StandardCharsets.UTF_8), null, BASE))
                    .as(hostile)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void leavesOutWhatCannotBeStored() throws Exception {
        Item item = only(
                "{\"items\":[{\"url\":\"https://forum.example/t/9\",\"title\":\"噪\\u0000音\",\"content_text\":\"施\\u0007工\\ud83d\","
                        + "\"author\":{\"name\":\"乙\\u0000\"}}]}");
        assertThat(item.title()).isEqualTo("噪音");
        assertThat(item.text()).isEqualTo("施工");
        assertThat(item.author()).isEqualTo("乙");
    }

    @Test
    void cutsWhatIsTooLong() throws Exception {
        String items = IntStream.range(0, 600)
                .mapToObj(n -> "{\"url\":\"https://forum.example/t/%d\",\"content_text\":\"%s\"}"
                        .formatted(n, "𠮷".repeat(n == 0 ? 6_000 : 1)))
                .collect(Collectors.joining(","));
        List<Item> read = Feed.read(("{\"items\":[" + items + "]}").getBytes(StandardCharsets.UTF_8), null, BASE);
        assertThat(read).hasSize(500);
        String text = read.get(0).text();
        assertThat(text.codePointCount(0, text.length())).isEqualTo(Post.TEXT_AT_MOST);
        assertThat(text).endsWith("𠮷");
    }

    private static Item only(String feed) throws IOException {
        List<Item> items = Feed.read(feed.getBytes(StandardCharsets.UTF_8), null, BASE);
        assertThat(items).hasSize(1);
        return items.get(0);
    }
}
