package org.huifang.kernel.complaint;

import java.time.Instant;
import java.util.Set;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/**
 * The five contents that reception writes down (§4.5.1 a), with the channel and the promises asked for.
 *
 * @param arrivedAt when a letter, mail or post came in, where it waited before staff took it up (§4.7)
 * @param occurred when it happened: an instant, a range or the owner's words
 * @param requestedDeadline the limit that the owner asks for (§4.5.2 c)
 * @param raisedBefore how often the owner says to have raised it before (§4.4.1 a)
 * @param toFollow contents that an emergency left no time for, to be amended soon; absent where none is
 */
public record Reception(
        Channel channel,
        @Nullable Instant arrivedAt,
        Occurrence occurred,
        @Nullable Personal place,
        Respondent respondent,
        Personal course,
        @Nullable Personal demand,
        @Nullable Instant requestedDeadline,
        Complainant complainant,
        int raisedBefore,
        @Nullable Set<Content> toFollow) {

    /** Of the five contents of §4.5.1 a, those that may follow; the course of events never may. */
    public enum Content {
        OCCURRENCE,
        PLACE,
        RESPONDENT,
        DEMAND,
        CONTACT
    }

    public boolean follows(Content content) {
        return toFollow != null && toFollow.contains(content);
    }

    /** How it came. */
    public enum Channel {
        VISIT,
        PHONE,
        LETTER,
        APP,
        EMAIL,
        FORUM,
        HOTLINE_12345,
        OTHER
    }

    /** When the matter happened; at least one of the three is there. */
    public record Occurrence(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Personal words) {}

    /** Whom the complaint is about: one of our people, a department, or somebody named otherwise. */
    public record Respondent(
            @Nullable String person,
            @Nullable String department,
            @Nullable Personal named) {}

    /**
     * Who complains, and how they can be reached; {@code noContactWhy} exactly when the method is NONE_GIVEN.
     *
     * @param owner in the registry of owners, where they are known there
     */
    public record Complainant(
            Capacity capacity,
            @Nullable Personal name,
            @Nullable Personal room,
            ContactMethod method,
            @Nullable Personal contact,
            @Nullable Personal noContactWhy,
            @Nullable String owner) {}

    public enum Capacity {
        OWNER,
        TENANT,
        FAMILY,
        AGENT
    }

    public enum ContactMethod {
        PHONE,
        MOBILE_MESSAGE,
        EMAIL,
        ADDRESS,
        FORUM_THREAD,
        OTHER,
        NONE_GIVEN
    }
}
