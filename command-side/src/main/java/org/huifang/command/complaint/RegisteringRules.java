package org.huifang.command.complaint;

import java.time.Instant;
import java.util.List;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.command.complaint.Decision.Naming;
import org.huifang.kernel.Act;
import org.huifang.kernel.complaint.ComplaintCommand.RegisterComplaint;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.Reception;
import org.huifang.kernel.complaint.Reception.Complainant;
import org.huifang.kernel.complaint.Reception.ContactMethod;
import org.huifang.kernel.complaint.Reception.Content;
import org.huifang.kernel.complaint.Reception.Occurrence;

/** What must hold before a complaint is registered: the five contents of §4.5.1 a, and times that make sense. */
final class RegisteringRules {
    /** Whoever says more than this means "often". */
    static final int RAISED_BEFORE_AT_MOST = 99;

    static final Rule<Instant, RegisterComplaint> OCCURRENCE_STATED =
            new Rule<>("OCCURRENCE_STATED", "§4.5.1", "occurred", "请记录事件发生的时间(时刻、时段或业户的说法)", (receivedAt, c) -> {
                Occurrence occurred = c.reception().occurred();
                return occurred.from() != null
                        || occurred.words() != null
                        || c.reception().follows(Content.OCCURRENCE);
            });
    static final Rule<Instant, RegisterComplaint> OCCURRED_BEFORE_RECEIVED =
            new Rule<>("OCCURRED_BEFORE_RECEIVED", "§4.5.1", "occurred", "事件发生的时间不能晚于受理时间,止不能早于起", (receivedAt, c) -> {
                Occurrence occurred = c.reception().occurred();
                return (occurred.from() == null || !occurred.from().isAfter(receivedAt))
                        && (occurred.to() == null
                                || (occurred.from() != null && !occurred.to().isBefore(occurred.from())));
            });
    static final Rule<Instant, RegisterComplaint> RESPONDENT_STATED =
            new Rule<>("RESPONDENT_STATED", "§4.5.1", "respondent", "请记录被投诉人或被投诉部门", (receivedAt, c) -> {
                var respondent = c.reception().respondent();
                return respondent.person() != null
                        || respondent.department() != null
                        || respondent.named() != null
                        || c.reception().follows(Content.RESPONDENT);
            });
    static final Rule<Instant, RegisterComplaint> CONTACT_STATED =
            new Rule<>("CONTACT_STATED", "§4.5.1", "complainant", "请记录业户的联系方式;没有留下的须说明原因", (receivedAt, c) -> {
                Complainant complainant = c.reception().complainant();
                if (c.reception().follows(Content.CONTACT)) {
                    return true;
                }
                return complainant.method() == ContactMethod.NONE_GIVEN
                        ? complainant.noContactWhy() != null && complainant.contact() == null
                        : complainant.contact() != null;
            });
    static final Rule<Instant, RegisterComplaint> ARRIVED_BEFORE_RECEIVED = new Rule<>(
            "ARRIVED_BEFORE_RECEIVED",
            "§4.7",
            "arrivedAt",
            "来函到达的时间不能晚于受理时间",
            (receivedAt, c) -> c.reception().arrivedAt() == null
                    || !c.reception().arrivedAt().isAfter(receivedAt));
    static final Rule<Instant, RegisterComplaint> RAISED_BEFORE_IN_RANGE = new Rule<>(
            "RAISED_BEFORE_IN_RANGE",
            "§4.4.1",
            "raisedBefore",
            "此前反映次数须在 0 到 99 之间",
            (receivedAt, c) ->
                    c.reception().raisedBefore() >= 0 && c.reception().raisedBefore() <= RAISED_BEFORE_AT_MOST);

    static final Rule<Instant, RegisterComplaint> PLACE_AND_DEMAND_STATED = new Rule<>(
            "PLACE_AND_DEMAND_STATED",
            "§4.5.1",
            "place",
            "请记录事件发生的地点和业户的诉求",
            (receivedAt, c) -> (c.reception().place() != null || c.reception().follows(Content.PLACE))
                    && (c.reception().demand() != null || c.reception().follows(Content.DEMAND)));

    static final RuleBook<Instant, RegisterComplaint> REGISTER = RuleBook.of(
            OCCURRENCE_STATED,
            OCCURRED_BEFORE_RECEIVED,
            RESPONDENT_STATED,
            CONTACT_STATED,
            ARRIVED_BEFORE_RECEIVED,
            RAISED_BEFORE_IN_RANGE,
            PLACE_AND_DEMAND_STATED);

    /** What it names of our own people and departments. */
    static final List<Naming<RegisterComplaint>> NAMINGS = List.of(
            Known.person("respondent.person", c -> c.reception().respondent().person()),
            Known.department(
                    "respondent.department", c -> c.reception().respondent().department()));

    private RegisteringRules() {}

    /** Whether an amended record is still one that could have been registered. */
    static boolean complete(Instant receivedAt, ComplaintId complaint, Reception amended) {
        return REGISTER.rules().stream().allMatch(rule -> rule.holds()
                .test(receivedAt, new RegisterComplaint(complaint, "", Act.now("", receivedAt), amended)));
    }
}
