package org.huifang.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.matchers.Matchers;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.junit.jupiter.api.DynamicTest;

/**
 * A past and a command that break a rule, and a past and a command that keep it.
 *
 * @param rule its code
 */
public record RuleCase<E>(String rule, List<E> broken, Object refused, List<E> kept, Object passing) {

    /** Each rule refuses once, by its own name, and lets pass once. */
    public static <E> Stream<DynamicTest> tests(
            Stream<RuleCase<E>> cases, Supplier<? extends AggregateTestFixture<?>> fixture) {
        return cases.flatMap(one -> Stream.of(
                DynamicTest.dynamicTest(
                        one.rule() + " refuses", () -> assertThat(refusals(fixture.get(), one.broken(), one.refused()))
                                .contains(one.rule())),
                DynamicTest.dynamicTest(one.rule() + " lets pass", () -> fixture.get()
                        .given(one.kept())
                        .when(one.passing())
                        .expectSuccessfulHandlerExecution())));
    }

    public static <E> Set<String> rules(Stream<RuleCase<E>> cases) {
        return cases.map(RuleCase::rule).collect(Collectors.toSet());
    }

    /** The codes of what is refused. */
    public static Set<String> refusals(AggregateTestFixture<?> fixture, List<?> past, Object command) {
        Throwable[] caught = new Throwable[1];
        fixture.given(past).when(command).expectException(Matchers.predicate(thrown -> {
            caught[0] = (Throwable) thrown;
            return true;
        }));
        return ((RefusedException) Objects.requireNonNull(caught[0]))
                .refusals().stream().map(Refusal::code).collect(Collectors.toSet());
    }

    public static <A> AggregateTestFixture<A> fixture(Class<A> aggregate, CompanyDirectory people) {
        AggregateTestFixture<A> fixture = new AggregateTestFixture<>(aggregate);
        fixture.registerInjectableResource(people);
        fixture.setReportIllegalStateChange(false);
        return fixture;
    }
}
