package org.huifang.query.monthend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.huifang.kernel.monthend.MonthEndEvent;
import org.huifang.kernel.monthend.MonthEndId;
import org.huifang.kernel.monthend.MonthEndView;
import org.huifang.kernel.monthend.MonthEndView.Month;
import org.huifang.query.projection.ViewProjection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** Keeps each centre's months' ends. */
public final class MonthEndProjection extends ViewProjection<MonthEndEvent, MonthEndView> {
    public MonthEndProjection(ObjectMapper json) {
        super(json, MonthEndEvent.class, MonthEndView.class, MonthEndId.KIND, "centre text");
    }

    @Override
    protected List<@Nullable Object> foundBy(MonthEndView view) {
        return List.of(view.centre());
    }

    @Override
    protected MonthEndView after(@Nullable MonthEndView before, MonthEndEvent event, long sequence, long position) {
        String centre = event.stamp().centre();
        List<Month> months = new ArrayList<>(before == null ? List.of() : before.months());
        Month known = months.stream()
                .filter(month -> month.month().equals(event.month()))
                .findFirst()
                .orElseGet(() -> Month.open(centre, event.month()));
        months.remove(known);
        months.add(MonthDraft.after(known, event, position));
        months.sort(Comparator.comparing(Month::month));
        return new MonthEndView(centre, List.copyOf(months), sequence);
    }
}
