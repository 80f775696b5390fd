package org.huifang.query.owner;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huifang.query.owner.Term.Kind;

/**
 * One spelling for all ways to write a room: "3栋2单元1101室", "3-2-1101" and "3#2-1101" are the parts 3, 2, 1101, each
 * closed by a dash: {@code 3-2-1101-}. What is typed without a mark at its end is the beginning of a part still.
 */
final class RoomSpelling {
    /** What people put behind a number or between two; 单 alone while 单元 is being typed. */
    private static final String MARKS = "栋幢座楼层室号房门梯单元";

    private static final Pattern PART = Pattern.compile("\\d+|[A-Z]+|[\\p{L}\\p{M}&&[^A-Z" + MARKS + "]]+");
    /** Ends within a part, which may go on. */
    private static final Pattern OPEN = Pattern.compile("(" + PART.pattern() + ")$");

    /** Numbers, letters and marks: words of a room rather than of a name. */
    private static final Pattern ROOM_WORD = Pattern.compile("[0-9A-Z" + MARKS + "\\p{P}\\p{S}]+");

    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=\\d)");
    /** House rule: a room is found from any of its first parts on; no real one has more. */
    private static final int STARTS_AT_MOST = 6;

    private RoomSpelling() {}

    /** Every beginning of the room, and of what is left of it without its first parts: 3-2-1101, 2-1101, 1101. */
    static void addTerms(String room, Set<Term> terms) {
        List<String> parts = parts(Spelling.plain(room));
        for (int start = 0; start < Math.min(parts.size(), STARTS_AT_MOST); start++) {
            String rest = String.join("-", parts.subList(start, parts.size())) + "-";
            // One character alone would find half the estate, unless it is the building's or all there is.
            boolean alone =
                    start == 0 || (start == parts.size() - 1 && parts.get(start).length() == 1);
            Spelling.addBeginnings(Kind.ROOM, rest, alone ? 1 : 2, terms);
        }
    }

    /** Adds what a room must begin with to be found by this; nothing where it names no part of a room. */
    static void addTyped(String plain, Set<Term> terms) {
        List<String> parts = parts(plain);
        if (!parts.isEmpty()) {
            boolean open = OPEN.matcher(plain).find();
            terms.add(new Term(Kind.ROOM, String.join("-", parts) + (open ? "" : "-")));
        }
    }

    static boolean isRoomWord(String plain) {
        return ROOM_WORD.matcher(plain).matches();
    }

    private static List<String> parts(String plain) {
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(plain);
        while (part.find()) {
            parts.add(LEADING_ZEROS.matcher(part.group()).replaceFirst(""));
        }
        return parts;
    }
}
