package org.huifang.command.monthend;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.huifang.kernel.monthend.MonthChecked;
import org.huifang.kernel.monthend.MonthEndCommand.CheckMonth;
import org.huifang.kernel.monthend.MonthEndId;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks each centre's months to observe what time has brought, once something may have. It only asks: what falls due is
 * decided there, and asking twice changes nothing.
 */
public final class MonthClock {
    private static final Logger LOG = LoggerFactory.getLogger(MonthClock.class);
    private static final int SECONDS_BETWEEN = 30;

    private final CommandGateway commands;
    private final CompanyDirectory directory;
    private final Clock clock;
    /** By centre; asked anew by each process that begins. */
    private final Map<String, Instant> next = new ConcurrentHashMap<>();

    public MonthClock(CommandGateway commands, CompanyDirectory directory, Clock clock) {
        this.commands = commands;
        this.directory = directory;
        this.clock = clock;
    }

    public RecurringTask<Void> task() {
        return Tasks.recurring("month-clock", FixedDelay.ofSeconds(SECONDS_BETWEEN))
                .execute((instance, context) -> check(clock.instant()));
    }

    void check(Instant now) {
        for (String centre : directory.refreshed().centres().keySet()) {
            if (!now.isBefore(next.getOrDefault(centre, Instant.MIN))) {
                check(centre, now);
            }
        }
    }

    /** One centre's trouble is not the others'. */
    private void check(String centre, Instant now) {
        try {
            MonthChecked checked = commands.sendAndWait(new CheckMonth(new MonthEndId(centre), now));
            next.put(centre, checked.next());
        } catch (RuntimeException e) {
            LOG.warn("The months of centre {} could not be checked; it is tried again", centre, e);
        }
    }
}
