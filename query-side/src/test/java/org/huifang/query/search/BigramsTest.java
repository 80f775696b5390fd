package org.huifang.query.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What stands in a text is found in it, and nothing else is: compared with looking through all texts. */
@Tag("postgres")
class BigramsTest {
    private static final int TEXTS = 3_000;
    private static final String CHARACTERS = "电梯停运漏水噪声保洁车位收费物业维修管道屋面门禁单元业户反映要求退款处理及时今天昨日晚上";

    @Test
    void findsWhatLookingThroughAllTextsFinds() throws Exception {
        Random random = new Random(7);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            texts.add(text(random));
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            JdbcTemplate jdbc = new JdbcTemplate(postgres.getPostgresDatabase());
            jdbc.execute("CREATE TABLE t (id int, words tsvector)");
            List<Object[]> rows = new ArrayList<>();
            for (int i = 0; i < TEXTS; i++) {
                rows.add(new Object[] {i, Bigrams.vector(List.of(texts.get(i)))});
            }
            jdbc.batchUpdate("INSERT INTO t VALUES (?, ?::tsvector)", rows);
            for (int length : new int[] {1, 2, 2, 2, 3, 5}) {
                for (int i = 0; i < 60; i++) {
                    String source = texts.get(random.nextInt(TEXTS));
                    int from = random.nextInt(source.length() - length);
                    String typed = source.substring(from, from + length);
                    if (!typed.codePoints().allMatch(Character::isIdeographic)) {
                        continue;
                    }
                    Set<Integer> found = new HashSet<>(jdbc.queryForList(
                            "SELECT id FROM t WHERE words @@ ?::tsquery", Integer.class, Bigrams.query(typed)));
                    assertThat(found).as(typed).isEqualTo(containing(texts, typed));
                }
            }
            assertThat(jdbc.queryForList(
                            "SELECT id FROM t WHERE words @@ ?::tsquery",
                            Integer.class,
                            Bigrams.query("' | !x & <-> \\ ( 电梯")))
                    .hasSameElementsAs(containingBoth(texts));
        }
    }

    /** Signs are no words; Latin letters are. */
    private static Set<Integer> containingBoth(List<String> texts) {
        Set<Integer> ids = new HashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).contains("电梯") && texts.get(i).contains("x")) {
                ids.add(i);
            }
        }
        return ids;
    }

    private static Set<Integer> containing(List<String> texts, String typed) {
        Set<Integer> ids = new HashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).contains(typed)) {
                ids.add(i);
            }
        }
        return ids;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = 20 + random.nextInt(120);
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(20);
            text.append(kind == 0 ? "," : kind == 1 ? " x " : CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }
}
