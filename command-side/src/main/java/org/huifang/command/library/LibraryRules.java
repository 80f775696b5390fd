package org.huifang.command.library;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.anonymity.KnownPeople;
import org.huifang.kernel.anonymity.PersonalDataFinder;
import org.huifang.kernel.library.CaseState;
import org.huifang.kernel.library.CaseText;
import org.huifang.kernel.library.LibraryCaseCommand;
import org.huifang.kernel.library.LibraryCaseCommand.DraftCase;
import org.huifang.kernel.library.LibraryCaseCommand.PublishCase;
import org.huifang.kernel.library.LibraryCaseCommand.ReadCase;
import org.huifang.kernel.library.LibraryCaseCommand.RequirePublished;
import org.huifang.kernel.library.LibraryCaseCommand.RetireCase;
import org.huifang.kernel.library.LibraryCaseCommand.ReturnCase;
import org.huifang.kernel.library.LibraryCaseCommand.ReviseCase;
import org.huifang.kernel.library.LibraryCaseCommand.SubmitCase;

/** What must hold before a case is written, reviewed, published, read and retired (§4.6.5). */
final class LibraryRules {
    private static final int REASON_AT_MOST = 2_000;
    private static final Set<CaseState> TO_BE_REVISED =
            EnumSet.of(CaseState.DRAFT, CaseState.RETURNED, CaseState.PUBLISHED);

    static final Rule<LibraryCase, DraftCase> CASE_ID_TAKEN =
            new Rule<>("CASE_ID_TAKEN", "§4.6.5", null, "这个案例编号已被使用", (libraryCase, c) -> libraryCase.state == null);
    static final Rule<LibraryCase, DraftCase> CASE_FROM_COMPLAINTS = new Rule<>(
            "CASE_FROM_COMPLAINTS",
            "§4.6.5",
            "complaints",
            "案例须由 1–50 件已归档的投诉编写",
            (libraryCase, c) -> !c.complaints().isEmpty() && c.complaints().size() <= DraftCase.COMPLAINTS_AT_MOST);
    static final Rule<LibraryCase, ReviseCase> CASE_TO_BE_REVISED = new Rule<>(
            "CASE_TO_BE_REVISED",
            "§4.6.5",
            null,
            "审核中或已停用的案例不能修订",
            (libraryCase, c) -> TO_BE_REVISED.contains(libraryCase.state));
    static final Rule<LibraryCase, SubmitCase> CASE_DRAFTED = new Rule<>(
            "CASE_DRAFTED", "§4.6.5", null, "没有待提交审核的新版本", (libraryCase, c) -> libraryCase.state == CaseState.DRAFT);
    static final Rule<LibraryCase, PublishCase> REVIEWED_BY_ANOTHER = new Rule<>(
            "REVIEWED_BY_ANOTHER",
            "§4.6.5",
            null,
            "案例须由编写人以外的人审核发布",
            (libraryCase, c) -> !libraryCase.author.equals(c.act().person()));
    static final Rule<LibraryCase, ReturnCase> CASE_RETURNED_WITH_REASON = new Rule<>(
            "CASE_RETURNED_WITH_REASON",
            "§4.6.5",
            "reason",
            "退回须写明原因,不超过 2000 字",
            (libraryCase, c) -> reasoned(c.reason()));
    static final Rule<LibraryCase, RetireCase> CASE_RETIRED_WITH_REASON = new Rule<>(
            "CASE_RETIRED_WITH_REASON",
            "§4.6.5",
            "reason",
            "停用须写明原因,不超过 2000 字",
            (libraryCase, c) -> reasoned(c.reason()));
    static final Rule<LibraryCase, RetireCase> CASE_NOT_RETIRED = new Rule<>(
            "CASE_NOT_RETIRED", "§4.6.5", null, "案例已停用", (libraryCase, c) -> libraryCase.state != CaseState.RETIRED);

    static final RuleBook<LibraryCase, DraftCase> DRAFT = RuleBook.of(
            CASE_ID_TAKEN, CASE_FROM_COMPLAINTS, inRange(DraftCase::text), freeOfPersonalData(DraftCase::text));
    static final RuleBook<LibraryCase, ReviseCase> REVISE =
            RuleBook.of(CASE_TO_BE_REVISED, inRange(ReviseCase::text), freeOfPersonalData(ReviseCase::text));
    static final RuleBook<LibraryCase, SubmitCase> SUBMIT = RuleBook.of(CASE_DRAFTED);
    static final RuleBook<LibraryCase, ReturnCase> RETURN = RuleBook.of(inReview(), CASE_RETURNED_WITH_REASON);
    static final RuleBook<LibraryCase, PublishCase> PUBLISH = RuleBook.of(inReview(), REVIEWED_BY_ANOTHER);
    static final RuleBook<LibraryCase, RetireCase> RETIRE = RuleBook.of(CASE_NOT_RETIRED, CASE_RETIRED_WITH_REASON);
    static final RuleBook<LibraryCase, ReadCase> READ = RuleBook.of(published());
    static final RuleBook<LibraryCase, RequirePublished> BE_PUBLISHED = RuleBook.of(published());

    private LibraryRules() {}

    private static <C extends LibraryCaseCommand> Rule<LibraryCase, C> published() {
        return new Rule<>(
                "CASE_PUBLISHED", "§4.6.5", null, "案例尚未发布或已停用", (libraryCase, c) -> libraryCase.published != null);
    }

    private static <C extends LibraryCaseCommand> Rule<LibraryCase, C> inReview() {
        return new Rule<>(
                "CASE_IN_REVIEW",
                "§4.6.5",
                null,
                "没有待审核的版本",
                (libraryCase, c) -> libraryCase.state == CaseState.IN_REVIEW);
    }

    private static <C extends LibraryCaseCommand> Rule<LibraryCase, C> inRange(Function<C, CaseText> text) {
        return new Rule<>(
                "CASE_TEXT_IN_RANGE",
                "§4.6.5",
                "text",
                "请填写标题(100 字内)和经过(5000 字内),其余各项不超过 2000 字,标签最多 20 个、每个 20 字内",
                (libraryCase, c) -> inRange(text.apply(c)));
    }

    private static boolean inRange(CaseText text) {
        return text.withinLimits()
                && !text.title().isBlank()
                && !text.facts().isBlank()
                && text.tags().stream().noneMatch(String::isBlank);
    }

    /**
     * Whosesoever: what is known of the people concerned is compared before it becomes a command. Only texts within their
     * limits are looked at.
     */
    private static <C extends LibraryCaseCommand> Rule<LibraryCase, C> freeOfPersonalData(Function<C, CaseText> text) {
        return new Rule<>(
                "CASE_FREE_OF_PERSONAL_DATA",
                "§4.6.5",
                "text",
                "案例不能含有电话、房号、车牌、证件号等个人信息,请改写",
                (libraryCase, c) -> !text.apply(c).withinLimits()
                        || text.apply(c).texts().values().stream()
                                .allMatch(one -> PersonalDataFinder.find(one, KnownPeople.NOBODY)
                                        .isEmpty()));
    }

    private static boolean reasoned(String reason) {
        return !reason.isBlank() && reason.length() <= REASON_AT_MOST;
    }
}
