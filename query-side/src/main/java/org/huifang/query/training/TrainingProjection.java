package org.huifang.query.training;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.huifang.kernel.training.TrainingEvent;
import org.huifang.kernel.training.TrainingEvent.PeopleInvited;
import org.huifang.kernel.training.TrainingEvent.QuizAnswered;
import org.huifang.kernel.training.TrainingEvent.TrainingCancelled;
import org.huifang.kernel.training.TrainingEvent.TrainingHeld;
import org.huifang.kernel.training.TrainingEvent.TrainingPlanned;
import org.huifang.kernel.training.TrainingId;
import org.huifang.kernel.training.TrainingState;
import org.huifang.kernel.training.TrainingView;
import org.huifang.kernel.training.TrainingView.Participant;
import org.huifang.query.projection.ViewProjection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** Keeps trainings, with who takes part in them. */
public final class TrainingProjection extends ViewProjection<TrainingEvent, TrainingView> {

    public TrainingProjection(ObjectMapper json) {
        super(
                json,
                TrainingEvent.class,
                TrainingView.class,
                TrainingId.KIND,
                "state text",
                "centre text",
                "at timestamptz",
                "people varchar[]");
    }

    @Override
    protected List<@Nullable Object> foundBy(TrainingView view) {
        return Arrays.asList(
                view.state(),
                view.plan().centre(),
                view.heldAt() == null ? view.plan().at() : view.heldAt(),
                view.people().stream().map(Participant::person).toList());
    }

    @Override
    protected TrainingView after(@Nullable TrainingView before, TrainingEvent event, long sequence, long position) {
        if (event instanceof TrainingPlanned e) {
            return new TrainingView(e.training(), TrainingState.PLANNED, e.plan(), null, null, List.of(), sequence);
        }
        TrainingView view = Objects.requireNonNull(before, "a training begins with its plan");
        Map<String, Participant> people = new LinkedHashMap<>();
        view.people().forEach(one -> people.put(one.person(), one));
        if (event instanceof PeopleInvited e) {
            e.people().stream()
                    .sorted()
                    .forEach(person -> change(
                            people,
                            person,
                            one -> new Participant(
                                    person, true, one.attended(), one.attempts(), one.right(), one.passed())));
        } else if (event instanceof TrainingHeld e) {
            e.attended().stream()
                    .sorted()
                    .forEach(person -> change(
                            people,
                            person,
                            one -> new Participant(
                                    person, one.invited(), true, one.attempts(), one.right(), one.passed())));
            return with(view, TrainingState.HELD, e.heldAt(), null, people, sequence);
        } else if (event instanceof TrainingCancelled e) {
            return with(view, TrainingState.CANCELLED, null, e.reason(), people, sequence);
        } else if (event instanceof QuizAnswered e) {
            change(
                    people,
                    e.stamp().person(),
                    one -> new Participant(
                            one.person(),
                            one.invited(),
                            one.attended(),
                            one.attempts() + 1,
                            one.right() == null ? e.right() : Math.max(one.right(), e.right()),
                            one.passed() || e.passed()));
        }
        return with(view, view.state(), view.heldAt(), view.reason(), people, sequence);
    }

    private static void change(Map<String, Participant> people, String person, UnaryOperator<Participant> changed) {
        people.merge(
                person,
                changed.apply(new Participant(person, false, false, 0, null, false)),
                (known, fresh) -> changed.apply(known));
    }

    private static TrainingView with(
            TrainingView view,
            TrainingState state,
            @Nullable Instant heldAt,
            @Nullable String reason,
            Map<String, Participant> people,
            long sequence) {
        return new TrainingView(view.id(), state, view.plan(), heldAt, reason, List.copyOf(people.values()), sequence);
    }
}
