package org.huifang.api.owner;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.complaint.Reception.Capacity;
import org.huifang.kernel.owner.Particulars;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** An owner's particulars as they were stated, in plain text: measured first, so that only what is good is sealed. */
record Stated(Capacity capacity, String name, List<String> rooms, List<String> phones) {
    private static final int NAME_AT_MOST = 100;
    private static final int ROOM_AT_MOST = 60;
    private static final Pattern PHONE = Pattern.compile("[0-9 +-]{5,20}");
    private static final int PHONE_DIGITS_AT_LEAST = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    Stated {
        name = name.strip();
        rooms = rooms.stream().map(String::strip).distinct().toList();
        phones = phones.stream().map(Stated::halfWidth).distinct().toList();
    }

    /** An input method left on full width is no reason to be sent back. */
    private static String halfWidth(String phone) {
        return Normalizer.normalize(phone, Normalizer.Form.NFKC).strip();
    }

    List<Refusal> refusals() {
        List<Refusal> refusals = new ArrayList<>();
        text("name", name, NAME_AT_MOST, refusals);
        if (atMost("rooms", rooms, Particulars.ROOMS_AT_MOST, refusals)) {
            rooms.forEach(room -> text("rooms", room, ROOM_AT_MOST, refusals));
        }
        if (atMost("phones", phones, Particulars.PHONES_AT_MOST, refusals)
                && !phones.stream().allMatch(Stated::isPhone)) {
            refuse(
                    "phones",
                    "PHONE_READABLE",
                    "电话须为 5 到 20 位,只含数字、空格、+ 和 -",
                    "A phone has 5 to 20 digits, spaces, + and -",
                    refusals);
        }
        return refusals;
    }

    private static boolean isPhone(String phone) {
        return PHONE.matcher(phone).matches()
                && phone.chars().filter(Character::isDigit).count() >= PHONE_DIGITS_AT_LEAST;
    }

    private static void text(String field, String value, int atMost, List<Refusal> refusals) {
        if (value.isBlank()) {
            refuse(field, "FIELD_REQUIRED", "此项必须填写", "This must be filled in", refusals);
        }
        if (value.codePointCount(0, value.length()) > atMost) {
            refuse(field, "TEXT_TOO_LONG", "最多 " + atMost + " 个字", "At most " + atMost + " characters", refusals);
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            refuse(field, "TEXT_READABLE", "文字中含有不能保存的字符", "The text has a character that cannot be stored", refusals);
        }
    }

    private static boolean atMost(String field, List<?> list, int most, List<Refusal> refusals) {
        if (list.size() > most) {
            refuse(field, "LIST_TOO_LONG", "最多 " + most + " 项", "At most " + most + " items", refusals);
        }
        return list.size() <= most;
    }

    private static void refuse(@Nullable String field, String code, String zh, String en, List<Refusal> refusals) {
        refusals.add(new Refusal(code, "§4.5.1", field, zh, en));
    }

    /** Sealed under the owner's key, with the mark by which the same particulars are known again. */
    Particulars sealed(PersonalData personalData, String keyId) {
        return new Particulars(
                capacity,
                personalData.seal(keyId, name),
                rooms.stream().map(room -> personalData.seal(keyId, room)).toList(),
                phones.stream().map(phone -> personalData.seal(keyId, phone)).toList(),
                personalData.mark(keyId, JSON.writeValueAsBytes(List.of(capacity, name, rooms, phones))));
    }
}
