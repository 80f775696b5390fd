package org.huifang.query.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Chinese texts made searchable: each two neighbouring characters are a word, so that any part of a text is found, with no
 * dictionary; Latin words and numbers are words of their own. What stands in a text is found in it, always.
 */
public final class Bigrams {
    /** PostgreSQL counts positions no further. */
    public static final int CHARACTERS_AT_MOST = 16_000;

    private static final Pattern RUN = Pattern.compile("[\\p{IsHan}]+|[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}]]+");
    private static final int LEXEME_AT_MOST = 500;

    private Bigrams() {}

    /** Full-width and half-width, capital and small letters are the same. */
    public static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** What texts are found by, as PostgreSQL's {@code tsvector}: a run ends with a single character, so no phrase goes on behind it. */
    public static String vector(List<String> texts) {
        List<String> lexemes = new ArrayList<>();
        int position = 1;
        for (String text : texts) {
            Matcher run = RUN.matcher(plain(text));
            while (run.find() && position < CHARACTERS_AT_MOST) {
                for (String word : words(run.group())) {
                    lexemes.add(quoted(word) + ":" + position);
                    position++;
                }
            }
        }
        return String.join(" ", lexemes);
    }

    /** What a text must hold to be found by what was typed, as {@code tsquery}; empty where nothing was. */
    public static String query(String typed) {
        List<String> conditions = new ArrayList<>();
        Matcher run = RUN.matcher(plain(typed));
        while (run.find()) {
            conditions.add(condition(run.group()));
        }
        return String.join(" & ", conditions);
    }

    /** The runs that were typed, as they stand in {@link #plain} texts. */
    public static List<String> typed(String typed) {
        List<String> runs = new ArrayList<>();
        Matcher run = RUN.matcher(plain(typed));
        while (run.find()) {
            runs.add(run.group());
        }
        return runs;
    }

    /** The different words of a text that say something of it: pairs of characters, and words of other scripts. */
    public static Set<String> distinct(String text) {
        Set<String> distinct = new LinkedHashSet<>();
        Matcher run = RUN.matcher(plain(text));
        while (run.find()) {
            words(run.group()).stream()
                    .filter(word -> word.codePointCount(0, word.length()) > 1)
                    .forEach(distinct::add);
        }
        return distinct;
    }

    public static String anyOf(Set<String> words) {
        return words.stream().map(Bigrams::quoted).collect(Collectors.joining(" | "));
    }

    /** The last character stands alone, so that each begins a word. */
    private static List<String> words(String run) {
        if (!han(run)) {
            return List.of(run.length() > LEXEME_AT_MOST ? run.substring(0, LEXEME_AT_MOST) : run);
        }
        int[] characters = run.codePoints().toArray();
        List<String> words = new ArrayList<>(characters.length);
        for (int i = 0; i < characters.length; i++) {
            words.add(new String(characters, i, Math.min(2, characters.length - i)));
        }
        return words;
    }

    private static String condition(String run) {
        int[] characters = run.codePoints().toArray();
        if (!han(run) || characters.length == 1) {
            return quoted(run.length() > LEXEME_AT_MOST ? run.substring(0, LEXEME_AT_MOST) : run) + ":*";
        }
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < characters.length; i++) {
            pairs.add(quoted(new String(characters, i, 2)));
        }
        return "(" + String.join(" <-> ", pairs) + ")";
    }

    private static boolean han(String run) {
        return Character.UnicodeScript.of(run.codePointAt(0)) == Character.UnicodeScript.HAN;
    }

    private static String quoted(String word) {
        return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
