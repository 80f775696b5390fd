package org.huifang.api.complaint;

import java.util.ArrayList;
import java.util.List;
import org.huifang.api.complaint.StepInput.ActInput;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.owner.OwnerId;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;

/** A command being composed from plain input: texts are measured and sealed, and what is wrong is gathered. */
final class Composing {
    /** For names, places, rooms, contacts. */
    static final int LINE = 200;
    /** For reasons, demands, notes and words. */
    static final int TEXT = 2_000;
    /** For courses of events and of handling. */
    static final int COURSE = 5_000;

    private static final Personal NOTHING = new Personal("", "");

    private final PersonalData personalData;
    private final ComplaintId complaint;
    private final List<Refusal> refusals;
    private final String prefix;
    private Act act;

    Composing(PersonalData personalData, ComplaintId complaint, Act act, @Nullable ActInput input) {
        this(personalData, complaint, act, "", new ArrayList<>());
        if (input != null && input.lateReason() != null) {
            Personal lateReason = maybe("act.lateReason", input.lateReason(), TEXT);
            this.act = new Act(
                    act.person(),
                    act.at(),
                    lateReason,
                    act.recordedAt(),
                    act.source(),
                    act.key(),
                    act.request(),
                    act.expectedSequence(),
                    act.role());
        }
    }

    private Composing(
            PersonalData personalData, ComplaintId complaint, Act act, String prefix, List<Refusal> refusals) {
        this.personalData = personalData;
        this.complaint = complaint;
        this.act = act;
        this.prefix = prefix;
        this.refusals = refusals;
    }

    /** For a part of the input, whose fields stand under {@code prefix}, and which was done by {@code act}. */
    Composing within(String prefix, Act act) {
        return new Composing(personalData, complaint, act, this.prefix + prefix, refusals);
    }

    ComplaintId complaint() {
        return complaint;
    }

    Act act() {
        return act;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    /** The complaint's texts are sealed under this owner's key; asked before any of them is. */
    void ownedBy(String field, String owner) {
        boolean known;
        try {
            known = personalData.share(complaint, OwnerId.parse(owner));
        } catch (IllegalArgumentException e) {
            known = false;
        }
        if (!known) {
            refuse(field, "OWNER_KNOWN", "业户档案中没有这个业户", "There is no such owner in the registry");
        }
    }

    Personal text(String field, @Nullable String value, int atMost) {
        Personal sealed = maybe(field, value, atMost);
        if (sealed == null && (value == null || value.isBlank())) {
            refuse(field, "FIELD_REQUIRED", "此项必须填写", "This must be filled in");
        }
        return sealed == null ? NOTHING : sealed;
    }

    @Nullable
    Personal maybe(String field, @Nullable String value, int atMost) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.codePointCount(0, value.length()) > atMost) {
            refuse(field, "TEXT_TOO_LONG", "最多 " + atMost + " 个字", "At most " + atMost + " characters");
            return null;
        }
        if (value.chars().anyMatch(c -> c == 0)) {
            refuse(field, "TEXT_READABLE", "文字中含有不能保存的字符", "The text has a character that cannot be stored");
            return null;
        }
        return personalData.seal(personalData.keyFor(complaint), value.strip());
    }

    /** A short name that is no personal data: a code, an id. */
    String name(String field, String value) {
        if (value.isBlank() || value.length() > LINE) {
            refuse(field, "NAME_IN_RANGE", "须为 1 到 " + LINE + " 个字", "Must have 1 to " + LINE + " characters");
        }
        return value;
    }

    @Nullable
    String maybeName(String field, @Nullable String value) {
        return value == null ? null : name(field, value);
    }

    ComplaintId complaintId(String field, String value) {
        return ComplaintSteps.parse(value).orElseGet(() -> {
            refuse(field, "COMPLAINT_KNOWN", "没有这件投诉", "There is no such complaint");
            return complaint;
        });
    }

    void atMost(String field, List<?> list, int most) {
        if (list.size() > most) {
            refuse(field, "LIST_TOO_LONG", "最多 " + most + " 项", "At most " + most + " items");
        }
    }

    private void refuse(String field, String code, String zh, String en) {
        refusals.add(new Refusal(code, "§4.5.1", prefix + field, zh, en));
    }
}
