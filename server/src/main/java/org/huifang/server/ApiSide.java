package org.huifang.server;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.huifang.api.access.ApiConfiguration;
import org.huifang.api.imports.ImportRunner;
import org.huifang.query.document.ArchivePackageConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts together what people and programs meet. Archive packages are written where they are sent: no bus carries such files. */
@Configuration(proxyBeanMethods = false)
@Import({ApiConfiguration.class, ArchivePackageConfiguration.class, DemoFiles.class, LocalTokens.class})
class ApiSide {

    /** Also what another process was at when it died. */
    @Bean
    RecurringTask<Void> importsGoOn(ImportRunner runner) {
        return Tasks.recurring("imports", FixedDelay.ofSeconds(5)).execute((instance, context) -> runner.resume());
    }
}
