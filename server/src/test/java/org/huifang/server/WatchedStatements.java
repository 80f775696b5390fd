package org.huifang.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** Lets a test see the statements that requests send to the database, where it asked for that before its server started. */
public final class WatchedStatements implements ApplicationContextInitializer<GenericApplicationContext> {
    static final String ASKED = "huifang.test.watch-statements";

    private static final Pattern BACKGROUND = Pattern.compile("scheduler|^import$|^clock-|^spring-session");
    private static final Queue<QueryInfo> SEEN = new ConcurrentLinkedQueue<>();

    /** Those since the last time. */
    static List<QueryInfo> seen() {
        List<QueryInfo> seen = new ArrayList<>();
        for (QueryInfo one = SEEN.poll(); one != null; one = SEEN.poll()) {
            seen.add(one);
        }
        return seen;
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        if (System.getProperty(ASKED) == null) {
            return;
        }
        context.addBeanFactoryPostProcessor(beans -> beans.addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return name.equals("dataSource") && bean instanceof DataSource source
                        ? ProxyDataSourceBuilder.create(source)
                                .listener(new Watching())
                                .build()
                        : bean;
            }
        }));
    }

    private static final class Watching implements QueryExecutionListener {
        @Override
        public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            // Only what was carried out is of interest.
        }

        @Override
        public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            // What is done again and again in the background is nobody's request.
            if (!BACKGROUND.matcher(Thread.currentThread().getName()).find()) {
                SEEN.addAll(queries);
            }
        }
    }
}
