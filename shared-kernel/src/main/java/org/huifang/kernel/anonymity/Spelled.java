package org.huifang.kernel.anonymity;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A text in one spelling, half-width, capital, with digits for Chinese numerals, each character with where it came from:
 * 一三八 and 138 are the same.
 */
record Spelled(String text, List<Integer> starts, List<Integer> ends) {
    private static final Map<Character, Character> NUMERALS = Map.ofEntries(
            Map.entry('〇', '0'),
            Map.entry('零', '0'),
            Map.entry('○', '0'),
            Map.entry('一', '1'),
            Map.entry('壹', '1'),
            Map.entry('幺', '1'),
            Map.entry('二', '2'),
            Map.entry('贰', '2'),
            Map.entry('两', '2'),
            Map.entry('三', '3'),
            Map.entry('叁', '3'),
            Map.entry('四', '4'),
            Map.entry('肆', '4'),
            Map.entry('五', '5'),
            Map.entry('伍', '5'),
            Map.entry('六', '6'),
            Map.entry('陆', '6'),
            Map.entry('七', '7'),
            Map.entry('柒', '7'),
            Map.entry('八', '8'),
            Map.entry('捌', '8'),
            Map.entry('九', '9'),
            Map.entry('玖', '9'));
    private static final char TEN = '十';
    /** Not seen, and no reason to read a number otherwise. */
    private static final String INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad";

    /** With numerals as digits: for numbers. */
    static Spelled numbers(String text) {
        Spelled plain = plain(text);
        StringBuilder spelled = new StringBuilder();
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < plain.text.length(); i++) {
            char c = plain.text.charAt(i);
            String digits = c == TEN
                    ? ten(
                            i > 0 && digit(plain.text.charAt(i - 1)),
                            i + 1 < plain.text.length() && digit(plain.text.charAt(i + 1)))
                    : String.valueOf((char) NUMERALS.getOrDefault(c, c));
            for (int k = 0; k < digits.length(); k++) {
                spelled.append(digits.charAt(k));
                starts.add(plain.starts.get(i));
                ends.add(plain.ends.get(i));
            }
        }
        return new Spelled(spelled.toString(), starts, ends);
    }

    /** 十 is 10, 十二 12, 二十 20 and 二十三 23. */
    private static String ten(boolean before, boolean after) {
        return before ? (after ? "" : "0") : (after ? "1" : "10");
    }

    private static boolean digit(char c) {
        return Character.isDigit(c) || NUMERALS.containsKey(c);
    }

    /** With numerals as they are: for names. */
    static Spelled plain(String text) {
        StringBuilder spelled = new StringBuilder();
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int next = text.offsetByCodePoints(at, 1);
            String one = text.substring(at, next);
            if (!INVISIBLE.contains(one)) {
                String written = Normalizer.normalize(one, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
                for (int i = 0; i < written.length(); i++) {
                    spelled.append(written.charAt(i));
                    starts.add(at);
                    ends.add(next);
                }
            }
            at = next;
        }
        return new Spelled(spelled.toString(), starts, ends);
    }

    Finding finding(Finding.Kind kind, int start, int end) {
        return new Finding(kind, starts.get(start), ends.get(end - 1));
    }
}
