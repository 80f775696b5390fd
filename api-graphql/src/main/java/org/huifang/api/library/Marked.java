package org.huifang.api.library;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where searched words stand in a text: a passage around the first, in pieces, each a hit or not. */
final class Marked {
    private static final int BEFORE = 20;
    private static final int PASSAGE_AT_MOST = 160;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    private Marked() {}

    record Piece(String text, boolean hit) {}

    /** Of the first of the texts that has any; its beginning where none has. */
    static List<Piece> around(String typed, List<String> texts) {
        Matcher word = WORD.matcher(plain(typed));
        String any = word.results().map(found -> Pattern.quote(found.group())).collect(Collectors.joining("|"));
        if (!any.isEmpty()) {
            Pattern hits = Pattern.compile(any);
            for (String text : texts) {
                Matcher hit = hits.matcher(plain(text));
                // Where normalising changed the length, places in one are not places in the other.
                if (plain(text).length() == text.length() && hit.find()) {
                    return pieces(text, hits, Math.max(0, hit.start() - BEFORE));
                }
            }
        }
        String first = texts.get(0);
        return List.of(new Piece(first.substring(0, Math.min(first.length(), PASSAGE_AT_MOST)), false));
    }

    private static List<Piece> pieces(String text, Pattern hits, int from) {
        int end = Math.min(text.length(), from + PASSAGE_AT_MOST);
        List<Piece> pieces = new ArrayList<>();
        Matcher hit = hits.matcher(plain(text)).region(from, end);
        int at = from;
        while (hit.find()) {
            if (hit.start() > at) {
                pieces.add(new Piece(text.substring(at, hit.start()), false));
            }
            pieces.add(new Piece(text.substring(hit.start(), hit.end()), true));
            at = hit.end();
        }
        if (at < end) {
            pieces.add(new Piece(text.substring(at, end), false));
        }
        return pieces;
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
