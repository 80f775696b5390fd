package org.huifang.command.complaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintCommand.LinkComplaints;
import org.huifang.kernel.complaint.Handling.LinkKind;
import org.huifang.kernel.complaint.RecordNumber;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What must hold of two complaints that are linked; that both say so in one append is shown at the server. */
class LinkRulesTest {
    static final Set<String> RULES = Set.of(
            "LINKED_COMPLAINTS_STAND",
            "LINKED_WITHIN_CENTRE",
            "NOT_LINKED_YET",
            "LINKED_TO_ANOTHER",
            "DUPLICATE_OF_EARLIER_OPEN",
            "DUPLICATE_OF_SAME_COMPLAINANT",
            "RAISED_LATER_AFTER_END");

    private static final RecordNumber NUMBER = RecordNumber.parse("KF-YH-20260301-0001");

    private record Case(String rule, LinkRules.End earlier, LinkKind kind) {}

    @TestFactory
    Stream<DynamicTest> refuses() {
        return Stream.of(
                        new Case("LINKED_COMPLAINTS_STAND", end(false, false, "YH"), LinkKind.SAME_CAUSE),
                        new Case("LINKED_WITHIN_CENTRE", end(true, true, "XS"), LinkKind.SAME_CAUSE),
                        new Case("LINKED_TO_ANOTHER", itself(), LinkKind.SAME_CAUSE),
                        new Case("DUPLICATE_OF_EARLIER_OPEN", end(false, true, "YH"), LinkKind.DUPLICATE),
                        new Case("DUPLICATE_OF_EARLIER_OPEN", later(), LinkKind.DUPLICATE),
                        new Case("RAISED_LATER_AFTER_END", end(true, true, "YH"), LinkKind.RAISED_LATER))
                .map(c ->
                        DynamicTest.dynamicTest(c.rule(), () -> assertThat(refusals(complaint(), c.earlier(), c.kind()))
                                .contains(c.rule())));
    }

    @Test
    void linksWhatKeepsThem() {
        for (LinkKind kind : new LinkKind[] {LinkKind.SAME_CAUSE, LinkKind.DUPLICATE}) {
            assertThatCode(() -> LinkRules.rules(end(true, true, "YH"))
                            .require(complaint(), link(end(true, true, "YH"), kind)))
                    .doesNotThrowAnyException();
        }
        assertThat(refusals(complaint(), end(false, true, "YH"), LinkKind.RAISED_LATER))
                .isEmpty();
    }

    @Test
    void linksTheSamePairOnceInAWay() {
        Story story = Story.begun().linked(LinkKind.SAME_CAUSE);
        Complaint linked = new Complaint();
        story.events().forEach(linked::on);
        assertThat(refusals(linked, end(true, true, "YH"), LinkKind.SAME_CAUSE)).containsExactly("NOT_LINKED_YET");
        assertThat(refusals(linked, end(true, true, "YH"), LinkKind.DUPLICATE)).isEmpty();
    }

    /** §4.4.1 a: a duplicate ends by it, so nothing of it can have happened later. */
    @Test
    void mergesNotBeforeWhatWasDoneAboutIt() {
        Story story = Story.routed();
        Complaint routed = new Complaint();
        story.events().forEach(routed::on);
        LinkRules.End earlier = end(true, true, "YH");
        assertThat(LinkRules.linkTo(earlier, LinkKind.DUPLICATE).follows().apply(routed))
                .isEqualTo(story.next().minusSeconds(60));
        assertThat(LinkRules.linkTo(earlier, LinkKind.SAME_CAUSE).follows().apply(routed))
                .isEqualTo(Story.T0);
    }

    @Test
    void mergesOnlyWhatTheSameComplainantBrought() {
        Complaint known = complaint();
        known.reception = Story.owned("owner-1");
        LinkRules.End stranger =
                new LinkRules.End(Story.OTHER, NUMBER, "YH", Story.T0.minusSeconds(60), true, true, "owner-2");
        assertThat(refusals(known, stranger, LinkKind.DUPLICATE)).containsExactly("DUPLICATE_OF_SAME_COMPLAINANT");
        LinkRules.End same =
                new LinkRules.End(Story.OTHER, NUMBER, "YH", Story.T0.minusSeconds(60), true, true, "owner-1");
        assertThat(refusals(known, same, LinkKind.DUPLICATE)).isEmpty();
    }

    private static Set<String> refusals(Complaint later, LinkRules.End earlier, LinkKind kind) {
        Throwable thrown = catchThrowable(() -> LinkRules.rules(earlier).require(later, link(earlier, kind)));
        Set<String> codes = new TreeSet<>();
        if (thrown instanceof RefusedException refused) {
            refused.refusals().stream().map(Refusal::code).forEach(codes::add);
        }
        return codes;
    }

    private static LinkComplaints link(LinkRules.End earlier, LinkKind kind) {
        return new LinkComplaints(Story.ID, Story.begun().by("receptionist"), earlier.id(), kind, Story.TEXT);
    }

    private static Complaint complaint() {
        Complaint complaint = new Complaint();
        Story.begun().events().forEach(complaint::on);
        return complaint;
    }

    private static LinkRules.End end(boolean open, boolean standing, String centre) {
        return new LinkRules.End(Story.OTHER, NUMBER, centre, Story.T0.minusSeconds(60), open, standing, null);
    }

    private static LinkRules.End later() {
        Instant after = Story.T0.plusSeconds(60);
        return new LinkRules.End(Story.OTHER, NUMBER, "YH", after, true, true, null);
    }

    private static LinkRules.End itself() {
        return new LinkRules.End(Story.ID, NUMBER, "YH", Story.T0, true, true, null);
    }
}
