package org.huifang.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentlyUsedTest {
    private static final int KEPT = 100;

    @Test
    void whatHasJustComeStaysHoweverOftenOthersWereUsed() {
        Map<Integer, String> map = RecentlyUsed.map(KEPT);
        for (int use = 0; use < 50; use++) {
            IntStream.range(0, KEPT).forEach(old -> map.put(old, "often"));
        }
        List<Integer> come = IntStream.range(KEPT, KEPT + KEPT / 2).boxed().toList();
        come.forEach(one -> map.put(one, "once"));
        assertThat(map).hasSize(KEPT).containsKeys(come.toArray(Integer[]::new));
    }

    @Test
    void whatWasUsedLeastRecentlyMakesRoom() {
        Map<String, Integer> map = RecentlyUsed.map(2);
        map.put("first", 1);
        map.put("second", 2);
        assertThat(map.get("first")).isEqualTo(1);
        map.put("third", 3);
        assertThat(map).containsOnlyKeys("first", "third");
    }
}
