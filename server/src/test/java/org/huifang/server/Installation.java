package org.huifang.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.huifang.command.store.LogSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;

/** The processes that serve a company in a test: one that is whole, or one of each role that meet over a real Axon Server. */
final class Installation implements AutoCloseable {
    private final List<HuifangServer> servers = new ArrayList<>();
    private @Nullable EmbeddedPostgres postgres;

    private Installation() {}

    /** By what is there: apart, where there is a real Axon Server. */
    static Installation start(Path folder) throws Exception {
        Optional<String> axonServer = AxonServerUnderTest.address();
        return axonServer.isPresent() ? apart(folder, axonServer.get()) : whole(folder);
    }

    /** One process with a PostgreSQL of its own. */
    static Installation whole(Path folder) throws Exception {
        Installation installation = new Installation();
        installation.servers.add(
                HuifangServer.start(new HuifangServer.Options(folder.resolve("data"), "127.0.0.1", 0, true, null)));
        return installation;
    }

    /** @param axonServer {@code host:port} */
    static Installation apart(Path folder, String axonServer) throws Exception {
        Installation installation = new Installation();
        installation.postgres = postgres();
        keys(folder);
        installation.start(
                folder,
                installation.postgres.getJdbcUrl("postgres", "postgres"),
                AxonServerUnderTest.by(axonServer, LogSource.POSTGRESQL));
        return installation;
    }

    /** On a PostgreSQL that outlives it, with keys that are there. */
    static Installation apart(Path folder, String database, HuifangServer.AxonServer axonServer) throws Exception {
        Installation installation = new Installation();
        try {
            installation.start(folder, database, axonServer);
        } catch (Exception e) {
            installation.close();
            throw e;
        }
        return installation;
    }

    private void start(Path folder, String database, HuifangServer.AxonServer axonServer) throws Exception {
        for (ProcessRole role : List.of(ProcessRole.COMMAND, ProcessRole.QUERY, ProcessRole.API)) {
            servers.add(HuifangServer.start(new HuifangServer.Options(
                    folder.resolve(role.word()),
                    "127.0.0.1",
                    0,
                    true,
                    database,
                    folder.resolve("keys"),
                    role,
                    axonServer,
                    Duration.ZERO)));
        }
    }

    static EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "300")
                .setLocaleConfig("locale", "C.UTF-8")
                .start();
    }

    /** Keys that processes share; answers the folder. */
    static Path keys(Path folder) throws IOException {
        Path keys = Files.createDirectories(folder.resolve("keys"));
        for (String key : List.of(Foundation.MASTER_KEY, LocalTokens.OPERATOR_KEY, LocalTokens.DEMO_KEY)) {
            DataFolder.makeKey(keys.resolve(key));
        }
        return keys;
    }

    /** Whoever serves people. */
    HuifangServer door() {
        return servers.get(servers.size() - 1);
    }

    /** Of all processes. */
    List<String> addresses() {
        return servers.stream().map(HuifangServer::address).toList();
    }

    /** Of whichever process has it. */
    <T> T bean(Class<T> type) {
        for (HuifangServer server : servers) {
            if (server.context().getBeanNamesForType(type).length > 0) {
                return server.context().getBean(type);
            }
        }
        throw new NoSuchBeanDefinitionException(type);
    }

    @Override
    public void close() throws IOException {
        servers.stream()
                .sorted(Comparator.comparing(servers::indexOf).reversed())
                .forEach(HuifangServer::close);
        if (postgres != null) {
            postgres.close();
        }
    }
}
