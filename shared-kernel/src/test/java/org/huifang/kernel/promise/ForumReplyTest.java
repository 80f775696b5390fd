package org.huifang.kernel.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.huifang.kernel.promise.ForumReply.Fact;
import org.huifang.kernel.promise.ForumReply.Happened;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §4.6.7: two hours after the post, or an hour after a department relayed it, whichever became known first. */
class ForumReplyTest {
    private static final Instant POSTED = Instant.parse("2026-03-20T01:00:00Z");

    @Test
    @DisplayName("§4.6.7 巡查发现的帖子,发帖后两小时内回帖")
    void foundFirst() {
        PromiseState open = only(at(30), found(20));
        assertThat(open.clock()).isEqualTo(POSTED);
        assertThat(open.due()).isEqualTo(POSTED.plus(Duration.ofHours(2)));
        assertThat(open.verdict()).isEqualTo(Verdict.OPEN);
        // Exactly at its due it is open still, and met.
        assertThat(only(at(120), found(20)).verdict()).isEqualTo(Verdict.OPEN);
        assertThat(only(at(121), found(20), replied(120, 120)).verdict()).isEqualTo(Verdict.MET);
        PromiseState missed = only(at(150), found(20), replied(130, 130));
        assertThat(missed.verdict()).isEqualTo(Verdict.MISSED);
        assertThat(missed.at()).isEqualTo(POSTED.plus(Duration.ofHours(2)));
        assertThat(missed.metLateAt()).isEqualTo(at(130));
    }

    @Test
    @DisplayName("§4.6.7 部门转告的帖子,转告后一小时内回帖")
    void relayedFirst() {
        PromiseState relayed = only(at(50), relayed(40, 40), found(45));
        assertThat(relayed.clock()).isEqualTo(at(40));
        assertThat(relayed.due()).isEqualTo(at(100));
        // Found before it was relayed: the post's two hours stand.
        assertThat(only(at(50), found(35), relayed(40, 40)).due()).isEqualTo(at(120));
        // Told first, noted later.
        assertThat(only(at(70), found(45), relayed(40, 60)).due()).isEqualTo(at(100));
    }

    @Test
    void whatIsNotedAfterItsDueIsMissedAtOnceUnlessItWasRepliedInTime() {
        assertThat(only(at(200), found(190)).verdict()).isEqualTo(Verdict.MISSED);
        PromiseState replied = only(at(200), found(190), replied(60, 195));
        assertThat(replied.verdict()).isEqualTo(Verdict.MET);
        assertThat(replied.at()).isEqualTo(at(60));
        // Nobody beats the clock by stating it later.
        assertThat(replied.asRecorded()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void judgedNoComplaintOwesNoReplyUntilItIsReconsidered() {
        assertThat(only(at(300), found(10), fact(Fact.JUDGED_NO_COMPLAINT, 30)).verdict())
                .isEqualTo(Verdict.CANCELLED);
        // What was missed stays missed.
        assertThat(only(at(300), found(10), fact(Fact.JUDGED_NO_COMPLAINT, 130)).verdict())
                .isEqualTo(Verdict.MISSED);
        List<PromiseState> again =
                fold(at(90), found(10), fact(Fact.JUDGED_NO_COMPLAINT, 30), fact(Fact.RECONSIDERED, 80));
        assertThat(again).hasSize(2);
        assertThat(again.get(1).n()).isEqualTo(2);
        assertThat(again.get(1).due()).isEqualTo(POSTED.plus(Duration.ofHours(2)));
        assertThat(again.get(1).verdict()).isEqualTo(Verdict.OPEN);
        // A judgement buys no time.
        assertThat(fold(at(200), found(10), fact(Fact.JUDGED_NO_COMPLAINT, 30), fact(Fact.RECONSIDERED, 180))
                        .get(1)
                        .verdict())
                .isEqualTo(Verdict.MISSED);
    }

    private static PromiseState only(Instant asOf, Happened... happened) {
        List<PromiseState> states = fold(asOf, happened);
        assertThat(states).hasSize(1);
        assertThat(states.get(0).promise()).isEqualTo(PromiseKind.REPLY_ON_FORUM);
        return states.get(0);
    }

    private static List<PromiseState> fold(Instant asOf, Happened... happened) {
        return ForumReply.fold(POSTED, List.of(happened), asOf).states();
    }

    private static Happened found(int minutes) {
        return fact(Fact.FOUND, minutes);
    }

    private static Happened relayed(int minutes, int recorded) {
        return new Happened(Fact.RELAYED, at(minutes), at(recorded), PromisePolicy.DEFAULT);
    }

    private static Happened replied(int minutes, int recorded) {
        return new Happened(Fact.REPLIED, at(minutes), at(recorded), PromisePolicy.DEFAULT);
    }

    private static Happened fact(Fact fact, int minutes) {
        return new Happened(fact, at(minutes), at(minutes), PromisePolicy.DEFAULT);
    }

    private static Instant at(int minutes) {
        return POSTED.plus(Duration.ofMinutes(minutes));
    }
}
