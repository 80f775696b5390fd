package org.huifang.query.owner;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.huifang.query.owner.Term.Kind;

/** One spelling for what is recorded of an owner and for what somebody types to find them. */
final class Spelling {
    /** Below this, half a city's phones begin alike. */
    private static final int PHONE_FROM = 3;

    private static final int PHONE_END = 4;
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern PHONE = Pattern.compile("[0-9+() -]+");
    private static final Pattern CHINA = Pattern.compile("^(\\+|00)86");
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
    /** Between the words of a name: "买买提·艾力", "Li Lei", "O'Neil". */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private Spelling() {}

    /** Everything that an owner is found by. */
    static Set<Term> terms(String name, List<String> rooms, List<String> phones) {
        Set<Term> terms = new LinkedHashSet<>();
        rooms.forEach(room -> RoomSpelling.addTerms(room, terms));
        phones.forEach(phone -> addPhone(plain(phone), terms));
        addName(plain(name), terms);
        return terms;
    }

    /**
     * What somebody typed, as conditions that must all hold: each by one of its terms at least. Words that stand side
     * by side and could be parts of one room or phone ("3 2 1101", "138 0013") may also hold together.
     */
    static List<Set<Term>> typed(String text) {
        List<Set<Term>> conditions = new ArrayList<>();
        List<String> words =
                SPACES.splitAsStream(plain(text)).filter(w -> !w.isEmpty()).toList();
        for (int from = 0; from < words.size(); ) {
            int to = from;
            while (to < words.size() && RoomSpelling.isRoomWord(words.get(to))) {
                to++;
            }
            List<String> run = words.subList(from, Math.max(to, from + 1));
            Set<Term> together = new LinkedHashSet<>();
            RoomSpelling.addTyped(String.join(" ", run), together);
            addTypedPhone(String.join(" ", run), together);
            for (String word : run) {
                Set<Term> condition = new LinkedHashSet<>(together);
                RoomSpelling.addTyped(word, condition);
                addTypedPhone(word, condition);
                String name = BETWEEN_WORDS.matcher(word).replaceAll("");
                if (!name.isEmpty()) {
                    condition.add(new Term(Kind.NAME, name));
                }
                if (!condition.isEmpty() && !conditions.contains(condition)) {
                    conditions.add(condition);
                }
            }
            from += run.size();
        }
        return conditions;
    }

    /** Full-width and half-width, capital and small letters are the same. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .strip();
    }

    static void addBeginnings(Kind kind, String text, int from, Set<Term> terms) {
        int characters = text.codePointCount(0, text.length());
        for (int length = from; length <= characters; length++) {
            terms.add(new Term(kind, text.substring(0, text.offsetByCodePoints(0, length))));
        }
    }

    private static void addPhone(String phone, Set<Term> terms) {
        String digits = digits(phone);
        addBeginnings(Kind.PHONE, digits, PHONE_FROM, terms);
        if (digits.length() >= PHONE_END) {
            terms.add(new Term(Kind.PHONE_END, digits.substring(digits.length() - PHONE_END)));
        }
    }

    private static void addTypedPhone(String typed, Set<Term> terms) {
        String digits = digits(typed);
        if (PHONE.matcher(typed).matches() && digits.length() >= PHONE_FROM) {
            terms.add(new Term(Kind.PHONE, digits));
            if (digits.length() == PHONE_END) {
                terms.add(new Term(Kind.PHONE_END, digits));
            }
        }
    }

    /** Without the country: recorded with +86 and asked for without is the same. */
    private static String digits(String phone) {
        return NO_DIGIT.matcher(CHINA.matcher(phone).replaceFirst("")).replaceAll("");
    }

    /** From each of its words on, written as one: "LILEIONEIL", "LEIONEIL", "ONEIL", "NEIL". */
    private static void addName(String name, Set<Term> terms) {
        List<String> words = BETWEEN_WORDS
                .splitAsStream(name)
                .filter(word -> !word.isEmpty())
                .toList();
        for (int start = 0; start < words.size(); start++) {
            addBeginnings(Kind.NAME, String.join("", words.subList(start, words.size())), 1, terms);
        }
    }
}
