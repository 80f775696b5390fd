package org.huifang.command.complaint;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.modelling.command.Aggregate;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.ImportComplaint;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;

/** A whole history from elsewhere (§4.5.1): its times must make sense, and every step keeps the rules of its own. */
final class ImportRules {
    static final Rule<Instant, ImportComplaint> IMPORTED_TIMES_PAST = new Rule<>(
            "IMPORTED_TIMES_PAST", "§4.5.1", "steps", "导入的每一步,发生时间不能晚于记录时间,记录时间不能晚于现在", (now, c) -> acts(c).allMatch(
                            act -> act.at() != null
                                    && !act.at().isAfter(act.recordedAt())
                                    && !act.recordedAt().isAfter(now)));
    static final Rule<Instant, ImportComplaint> IMPORTED_AFTER_RECEPTION =
            new Rule<>("IMPORTED_AFTER_RECEPTION", "§4.5.1", "steps", "导入的每一步不能早于受理", (now, c) -> c.steps().stream()
                    .noneMatch(step -> happened(step.act()).isBefore(happened(c.registered()))));
    static final Rule<Instant, ImportComplaint> IMPORTED_RECEPTION_COMPLETE = new Rule<>(
            "IMPORTED_RECEPTION_COMPLETE",
            "§4.5.1",
            "reception",
            "受理记录的内容不完整或时间矛盾",
            (now, c) -> RegisteringRules.complete(happened(c.registered()), c.complaint(), c.reception()));
    static final Rule<Instant, ImportComplaint> REGISTERED_BY_RECEPTION = new Rule<>(
            "REGISTERED_BY_RECEPTION", "§4.5.1", "role", "登记只能由客服人员、论坛责任人或导入程序完成", (now, c) -> Operation.REGISTER
                    .roles()
                    .contains(c.registered().role()));

    static final RuleBook<Instant, ImportComplaint> IMPORT = RuleBook.of(
            IMPORTED_TIMES_PAST, IMPORTED_AFTER_RECEPTION, IMPORTED_RECEPTION_COMPLETE, REGISTERED_BY_RECEPTION);

    private ImportRules() {}

    /** Plays the steps in the order of their stated times; equal times as they were listed. */
    static Accepted play(Aggregate<Complaint> complaint, ImportComplaint command, CompanyDirectory directory) {
        IntStream.range(0, command.steps().size())
                .boxed()
                .sorted(Comparator.comparing(
                        i -> happened(command.steps().get(i).act())))
                .forEach(i -> play(complaint, command.steps().get(i), "steps[" + i + "]"));
        Instant now = Deciding.seconds(command.act().recordedAt());
        return complaint.invoke(c -> c.imported(now, directory));
    }

    private static void play(Aggregate<Complaint> complaint, ComplaintCommand step, String name) {
        try {
            complaint.handle(GenericCommandMessage.asCommandMessage(step));
        } catch (RefusedException e) {
            throw new RefusedException(e.refusals().stream()
                    .map(r -> new Refusal(
                            r.code(), r.clause(), r.field() == null ? name : name + "." + r.field(), r.zh(), r.en()))
                    .toList());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Act> acts(ImportComplaint command) {
        List<ComplaintCommand> steps = command.steps();
        return Stream.concat(Stream.of(command.registered()), steps.stream().map(ComplaintCommand::act));
    }

    private static Instant happened(Act act) {
        return Objects.requireNonNullElse(act.at(), act.recordedAt());
    }
}
