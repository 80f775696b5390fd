package org.huifang.server;

import java.time.Clock;
import java.time.Instant;
import org.huifang.kernel.account.Accounts;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.springframework.context.ApplicationContext;

/** Everybody of the demo company has the same password, which is written in the README. */
public final class DemoAccounts {
    public static final String PASSWORD = "yunhe-demo-2101";

    private DemoAccounts() {}

    public static void open(ApplicationContext context) {
        Accounts accounts = context.getBean(Accounts.class);
        Instant now = context.getBean(Clock.class).instant();
        context.getBean(CompanyDirectory.class)
                .refreshed()
                .people()
                .keySet()
                .forEach(person -> accounts.choose(accounts.invite(person, now).secret(), PASSWORD, now));
    }
}
