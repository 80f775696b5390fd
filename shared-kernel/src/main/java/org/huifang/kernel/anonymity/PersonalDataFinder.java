package org.huifang.kernel.anonymity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huifang.kernel.anonymity.Finding.Kind;

/**
 * Finds personal data in texts for anybody (§4.6.5, §4.6.6): what is known of the people concerned, in whatever spelling,
 * and what looks like a mobile phone, room, plate, identity or card number whosesoever it is. Rather one too many.
 */
public final class PersonalDataFinder {
    /** Between the digits of one number. */
    private static final String GAP = "[\\s\\-–—−_.·・,、/]{0,3}";
    /** Between the parts of one room. */
    private static final String JOIN = "(?:[\\s\\-–—−_.·・,、/#]|栋|幢|座|号楼|楼|号|单元|门|梯|层|室|房){1,5}";

    private static final String TITLES = "先生|女士|小姐|太太|夫人|同志|老师|师傅|大爷|大妈|大叔|大婶|大姐|大哥|阿姨|叔叔|奶奶|爷爷|业主|住户|医生|教授|总|姐|哥|某某|某";
    private static final List<String> DOUBLE_SURNAMES =
            List.of("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "司徒", "司空", "夏侯", "端木");

    private static final Pattern MOBILE =
            Pattern.compile("(?<!\\d)(?:\\+?(?:00)?86" + GAP + ")?1" + GAP + "[3-9](?:" + GAP + "\\d){9}(?!\\d)");
    private static final Pattern ID_NUMBER =
            Pattern.compile("(?<![\\dA-Z])[1-9](?:" + GAP + "\\d){16}" + GAP + "[\\dX](?![\\dA-Z])");
    private static final Pattern OLD_ID_NUMBER =
            Pattern.compile("(?<![\\dA-Z])[1-9]\\d{5}[0-9]{2}(?:0[1-9]|1[0-2])\\d{5}(?![\\dA-Z])");
    private static final Pattern CARD = Pattern.compile("(?<!\\d)[3-6](?:" + GAP + "\\d){15,18}(?!\\d)");
    private static final Pattern PLATE = Pattern.compile("[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\\s?[A-HJ-Z]" + GAP
            + "(?:[A-HJ-NP-Z0-9]" + GAP + "){4,5}[A-HJ-NP-Z0-9挂学警港澳]");
    /** RFC 5321: at most 64 characters before the at, RFC 1035: 63 between dots; what is bounded takes no longer than the text is. */
    private static final Pattern EMAIL =
            Pattern.compile("[A-Z0-9._%+-]{1,64}@[A-Z0-9-]{1,63}(?:\\.[A-Z0-9-]{1,63}){1,10}");

    private static final Pattern ROOM = Pattern.compile("(?<![\\dA-Z])(?<!400[\\-–—])(?:"
            // 3-2-1101, 3#2-1101, A-1203
            + "(?:\\d{1,3}|[A-Z])\\s?[\\-–—−/#]\\s?(?:\\d{1,2}\\s?[\\-–—−/#]\\s?)?\\d{3,4}"
            // 3栋2单元1101, 3号楼1101, A座1203
            + "|(?:\\d{1,3}|[A-Z])\\s?(?:栋|幢|座|号楼|#)\\s?(?:\\d{1,2}\\s?(?:单元|门|梯)\\s?)?(?:\\d{1,2}\\s?[楼层]\\s?)?\\d{3,4}"
            // 2单元1101
            + "|\\d{1,2}\\s?(?:单元|门|梯)\\s?\\d{3,4}"
            // 1101室
            + "|\\d{3,4}\\s?(?:室|房(?!屋|产|地|租|价))"
            + ")(?:\\s?(?:室|号房|房(?!屋|产|地|租|价)))?(?!\\d|\\s?[\\-–—]\\s?\\d|\\s?(?:元|户|人|次|件|度|吨|米|平|万|年|块))");

    private static final int SHORTEST_PHONE = 7;

    private PersonalDataFinder() {}

    /** In the order of the text; what overlaps is told once. */
    public static List<Finding> find(String text, KnownPeople known) {
        List<Finding> findings = new ArrayList<>();
        Spelled plain = Spelled.plain(text);
        Spelled numbers = Spelled.numbers(text);
        known.names().forEach(name -> name(name).forEach(pattern -> add(Kind.NAME, pattern, plain, findings)));
        known.phones().forEach(phone -> phone(phone).forEach(pattern -> add(Kind.PHONE, pattern, numbers, findings)));
        known.rooms().forEach(room -> room(room).forEach(pattern -> add(Kind.ROOM, pattern, numbers, findings)));
        add(Kind.EMAIL, EMAIL, plain, findings);
        add(Kind.PLATE, PLATE, plain, findings);
        add(Kind.ID_NUMBER, ID_NUMBER, numbers, findings);
        add(Kind.ID_NUMBER, OLD_ID_NUMBER, numbers, findings);
        add(Kind.BANK_CARD, CARD, numbers, PersonalDataFinder::luhn, findings);
        add(Kind.PHONE, MOBILE, numbers, findings);
        add(Kind.ROOM, ROOM, numbers, findings);
        return apart(findings);
    }

    /** The text with a neutral word in place of each finding. */
    public static String anonymised(String text, KnownPeople known) {
        StringBuilder anonymised = new StringBuilder();
        int from = 0;
        for (Finding finding : find(text, known)) {
            anonymised.append(text, from, finding.start()).append(finding.kind().instead());
            from = finding.end();
        }
        return anonymised.append(text, from, text.length()).toString();
    }

    private static void add(Kind kind, Pattern pattern, Spelled spelled, List<Finding> findings) {
        add(kind, pattern, spelled, match -> true, findings);
    }

    private static void add(
            Kind kind, Pattern pattern, Spelled spelled, Predicate<MatchResult> really, List<Finding> findings) {
        Matcher matcher = pattern.matcher(spelled.text());
        while (matcher.find()) {
            if (really.test(matcher)) {
                findings.add(spelled.finding(kind, matcher.start(), matcher.end()));
            }
        }
    }

    private static List<Finding> apart(List<Finding> findings) {
        List<Finding> apart = new ArrayList<>();
        findings.stream()
                .sorted(Comparator.comparingInt(Finding::start)
                        .thenComparing(Comparator.comparingInt(Finding::end).reversed()))
                .forEach(finding -> {
                    Finding last = apart.isEmpty() ? null : apart.get(apart.size() - 1);
                    if (last == null || finding.start() >= last.end()) {
                        apart.add(finding);
                    } else if (finding.end() > last.end()) {
                        apart.set(apart.size() - 1, new Finding(last.kind(), last.start(), finding.end()));
                    }
                });
        return apart;
    }

    /** In full, with whatever between its characters; by surname and title; by given name and title. */
    private static Stream<Pattern> name(String recorded) {
        String name = Spelled.plain(recorded)
                .text()
                .replaceAll("[^\\p{L}\\p{M}]", "")
                .replaceFirst("(?:" + TITLES + ")$", "");
        if (name.isEmpty()) {
            return Stream.empty();
        }
        int surname = DOUBLE_SURNAMES.stream().anyMatch(name::startsWith) && name.length() > 2 ? 2 : 1;
        List<String> spellings = new ArrayList<>();
        if (name.length() > 1) {
            spellings.add(spaced(name));
        }
        if (name.codePoints().allMatch(Character::isIdeographic)) {
            spellings.add(spaced(name.substring(0, surname)) + "\\s?(?:" + TITLES + ")");
            String given = name.substring(surname);
            if (given.length() > 1) {
                spellings.add(spaced(given) + "\\s?(?:" + TITLES + ")");
            }
        }
        return spellings.stream().map(Pattern::compile);
    }

    private static String spaced(String name) {
        return name.codePoints()
                .mapToObj(c -> Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining("[\\s·・.\\-*_]{0,3}"));
    }

    /** With or without country and area code. */
    private static Stream<Pattern> phone(String recorded) {
        String digits =
                Spelled.numbers(recorded).text().replaceAll("\\D", "").replaceFirst("^(?:00)?86(?=1\\d{10}$)", "");
        List<String> spellings = new ArrayList<>(List.of(digits));
        if (digits.startsWith("0") && digits.length() > 9) {
            spellings.add(digits.substring(digits.length() > 11 || digits.matches("0[3-9].*") ? 4 : 3));
            spellings.add(digits.substring(1));
        }
        return spellings.stream()
                .filter(spelling -> spelling.length() >= SHORTEST_PHONE)
                .map(spelling -> Pattern.compile("(?<!\\d)"
                        + spelling.chars().mapToObj(Character::toString).collect(Collectors.joining(GAP)) + "(?!\\d)"));
    }

    /** All its parts, or the last with any one before it, or all digits in one. */
    private static Stream<Pattern> room(String recorded) {
        List<String> parts = new ArrayList<>();
        Matcher part =
                Pattern.compile("\\d+|[A-Z]+").matcher(Spelled.numbers(recorded).text());
        while (part.find()) {
            parts.add(part.group().replaceFirst("^0+(?=\\d)", ""));
        }
        if (parts.size() < 2) {
            return parts.stream()
                    .filter(only -> only.length() > 2)
                    .map(only -> Pattern.compile("(?<![\\dA-Z])0*" + only + "\\s?(?:室|房|号)"));
        }
        String last = parts.get(parts.size() - 1);
        List<String> spellings = new ArrayList<>();
        spellings.add(String.join(JOIN + "0*", parts));
        spellings.add(String.join("", parts));
        parts.subList(0, parts.size() - 1).stream()
                .filter(before -> last.length() > 2)
                .forEach(before -> spellings.add(before + JOIN + "0*" + last));
        return spellings.stream()
                .filter(spelling -> spelling.length() > 3)
                .map(spelling -> Pattern.compile("(?<![\\dA-Z])0*" + spelling + "(?!\\d)(?:\\s?(?:室|号房|房))?"));
    }

    /** ISO/IEC 7812: the check digit of card numbers. */
    private static boolean luhn(MatchResult match) {
        String digits = match.group().replaceAll("\\D", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
