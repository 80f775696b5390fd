package org.huifang.api.complaint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huifang.api.access.Commanding;
import org.huifang.api.complaint.StepInput.ActInput;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.owner.KeyDestroyedException;
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
    private final Key key;
    /** Still in plain text; absent once it is sealed. */
    private @Nullable String lateReason;

    private Act act;

    /** Under which the complaint's texts are sealed: one for all parts of the input. */
    private static final class Key {
        @Nullable
        String id;
    }

    Composing(PersonalData personalData, ComplaintId complaint, Act act, @Nullable ActInput input) {
        this(personalData, complaint, act, "", new ArrayList<>(), new Key());
        lateReason = input == null ? null : input.lateReason();
    }

    private Composing(
            PersonalData personalData, ComplaintId complaint, Act act, String prefix, List<Refusal> refusals, Key key) {
        this.personalData = personalData;
        this.complaint = complaint;
        this.act = act;
        this.prefix = prefix;
        this.refusals = refusals;
        this.key = key;
    }

    /** For a part of the input, whose fields stand under {@code prefix}, and which was done by {@code act}. */
    Composing within(String prefix, Act act) {
        return new Composing(personalData, complaint, act, this.prefix + prefix, refusals, key);
    }

    ComplaintId complaint() {
        return complaint;
    }

    /** Its late reason is sealed when it is asked for, not before the key is settled. */
    Act act() {
        if (lateReason != null) {
            act = act.late(maybe("act.lateReason", lateReason, TEXT));
            lateReason = null;
        }
        return act;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    /** Settles the key of a new complaint, before any of its texts is sealed; who is no owner is refused by {@link #owner}. */
    void ownedBy(@Nullable String owner) {
        key.id = personalData.keyForNew(
                complaint, owner == null ? null : known(owner).orElse(null));
    }

    @Nullable
    String owner(String field, @Nullable String value) {
        if (value != null && known(value).isEmpty()) {
            refuse(field, "OWNER_KNOWN", "业户档案中没有这个业户", "There is no such owner in the registry");
        }
        return value;
    }

    private Optional<OwnerId> known(String owner) {
        try {
            return Optional.of(OwnerId.parse(owner)).filter(personalData::knows);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
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
        return sealed(value.strip());
    }

    private Personal sealed(String text) {
        if (key.id == null) {
            key.id = personalData.keyFor(complaint);
        }
        try {
            return personalData.seal(key.id, text);
        } catch (KeyDestroyedException e) {
            throw Commanding.erased("complaint");
        }
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
