package org.huifang.server;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * PostgreSQL comes up and is migrated while the application finds out what it is made of; before anything is made of it,
 * the application waits for the database's address.
 */
final class ComingDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext>, AutoCloseable {
    private static final String ADDRESS = "spring.datasource.url";

    private final FutureTask<Migrated> coming;
    private final String schemas;
    private @Nullable String url;

    /** @param embedded none where it is somebody else's to start and stop */
    record Migrated(String url, @Nullable EmbeddedDatabase embedded) {}

    /** @param schemas in which the application looks for its tables, with commas between */
    ComingDatabase(Callable<Migrated> start, String schemas) {
        this.coming = new FutureTask<>(start);
        this.schemas = schemas;
        new Thread(coming, "database").start();
    }

    /** @throws StartRefused and whatever else it could not come for */
    Migrated migrated() throws Exception {
        try {
            return coming.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception fault ? fault : e;
        }
    }

    /** For what the application is made of. */
    String url() {
        return Objects.requireNonNull(url);
    }

    /** That there is an address is asked before what it is. */
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Map<String, Object> known = new HashMap<>(Map.of(ADDRESS, "jdbc:postgresql:"));
        context.getEnvironment().getPropertySources().addLast(new MapPropertySource("database", known));
        context.addBeanFactoryPostProcessor(beans -> {
            try {
                url = migrated().url();
                known.put(ADDRESS, url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schemas);
            } catch (Exception e) {
                // Told in one line by who began it, and not in a trace by Spring.
                throw new AbandonedRunException(context);
            }
        });
    }

    @Override
    public void close() throws IOException {
        try {
            EmbeddedDatabase embedded = coming.get().embedded();
            if (embedded != null) {
                embedded.close();
            }
        } catch (ExecutionException e) {
            // It never came.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
