package org.huifang.query.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.huifang.query.owner.Term.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever way it is written, it is found; and what is another room, phone or name is not. */
class SpellingTest {
    private static final Set<Term> WANG =
            Spelling.terms("王建国", List.of("3栋2单元1101室", "车库B-12"), List.of("+86 138-0013-8021", "0571-88881234"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3",
                "3栋",
                "3-",
                "3-2",
                "3-2-11",
                "3-2-1101",
                "3栋2单元1101室",
                "3幢2单元1101",
                "3号楼2单元1101室",
                "3栋2单",
                "3#2-1101",
                "3-2-1101",
                "3座2梯1101房",
                "3 2 1101",
                "3 栋 2 单元 1101 室",
                "03-02-1101",
                "3/2/1101",
                "3—2—1101",
                "2-1101",
                "2单元11",
                "1101",
                "1101室",
                "11",
                "车库",
                "车库B",
                "车库b12",
                "B12",
                "b-12号",
                "12",
                "3栋2单元1101 室"
            })
    void findsTheRoomInEverySpelling(String typed) {
        assertThat(finds(typed)).as(typed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31",
                "3-1",
                "3-2-12",
                "3-2-11012",
                "32",
                "4-2-1101",
                "110室",
                "1",
                "2",
                "1单元",
                "1101-3",
                "3 2 1102",
                "B2"
            })
    void findsNoOtherRoom(String typed) {
        assertThat(finds(typed)).as(typed).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "138",
                "1380",
                "13800138021",
                "138 0013 8021",
                "138-0013",
                "8021",
                "+86138",
                "+86 138 0013",
                "0086 13800138021",
                "138",
                "057",
                "0571-8888",
                "(0571) 8888",
                "1234"
            })
    void findsThePhoneByItsBeginningAndItsLastFour(String typed) {
        assertThat(finds(typed)).as(typed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"13", "139", "021", "00138", "80210", "138 8021 0013", "88881234"})
    void findsNoOtherPhone(String typed) {
        assertThat(finds(typed)).as(typed).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"王", "王建", "王建国", " 王建 ", "王 3-2", "3栋2单元1101 王建国", "138 王", "8021 1101 王建", "3 2 1101 王"})
    void findsByNameAndByAllWords(String typed) {
        assertThat(finds(typed)).as(typed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"建国", "王国", "王建国强", "王 4-2", "李 3-2-1101", "王 139", "3栋 王 李"})
    void findsNoOtherName(String typed) {
        assertThat(finds(typed)).as(typed).isFalse();
    }

    @Test
    void findsNamesOfSeveralWordsByEachOfThem() {
        Set<Term> terms = Spelling.terms("买买提·艾力", List.of("1-101"), List.of());
        assertThat(List.of("买买", "艾力", "买买提·艾", "买买提艾力"))
                .allSatisfy(typed -> assertThat(finds(terms, typed)).isTrue());
        Set<Term> english = Spelling.terms("Li Lei O'Neil", List.of("1-101"), List.of());
        assertThat(List.of("li", "LEI", "li lei", "lilei", "o'n", "Li"))
                .allSatisfy(typed -> assertThat(finds(english, typed)).as(typed).isTrue());
    }

    /** A character outside the basic plane is one character, not two halves. */
    @Test
    void beginsByWholeCharacters() {
        assertThat(Spelling.terms("𠮷田", List.of("1-101"), List.of()))
                .contains(new Term(Kind.NAME, "𠮷"), new Term(Kind.NAME, "𠮷田"))
                .noneMatch(term -> term.value().equals("\uD842"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", "栋", "· ·"})
    void whatNamesNothingFindsNobody(String typed) {
        assertThat(finds(typed)).as(typed).isFalse();
    }

    private static boolean finds(String typed) {
        return finds(WANG, typed);
    }

    /** As the tables are asked: every condition by one of its terms at least. */
    private static boolean finds(Set<Term> terms, String typed) {
        List<Set<Term>> conditions = Spelling.typed(typed);
        return !conditions.isEmpty()
                && conditions.stream().allMatch(condition -> condition.stream().anyMatch(terms::contains));
    }
}
