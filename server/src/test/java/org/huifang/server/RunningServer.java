package org.huifang.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.huifang.server.demo.DemoPlayer;
import org.huifang.server.demo.GraphQlClient;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * One real server in demo mode, with the demo company, for all test classes that leave each other alone; where there is a
 * real Axon Server ({@link AxonServerUnderTest}), a process of each role instead, so that all these tests go through it.
 */
final class RunningServer implements AutoCloseable {
    private final Path folder;
    private final Installation installation;
    private final HuifangServer server;
    private final GraphQlClient client;

    private RunningServer() throws Exception {
        folder = Files.createTempDirectory("huifang-test");
        installation = Installation.start(folder);
        server = installation.door();
        client = new GraphQlClient(server.address(), LocalTokens.demo(server.folder()));
        new DemoPlayer(server.address(), server.folder()).organise();
    }

    String address() {
        return server.address();
    }

    /** Of all its processes. */
    List<String> addresses() {
        return installation.addresses();
    }

    LocalTokens.Issuer tokens() throws Exception {
        return LocalTokens.demo(server.folder());
    }

    <T> T bean(Class<T> type) {
        return installation.bean(type);
    }

    long count(String query, Object... arguments) {
        return Objects.requireNonNull(bean(JdbcTemplate.class).queryForObject(query, Long.class, arguments));
    }

    /** Without what the clocks of other tests' complaints and posts observe meanwhile. */
    long eventsOfPeople() {
        return count("SELECT count(*) FROM event WHERE name NOT LIKE '%.promises-observed'");
    }

    JsonNode ask(String person, String document, Map<String, ?> variables) throws Exception {
        return client.ask(person, document, variables);
    }

    /** The payload of a registration. */
    JsonNode register(String person, Map<String, ?> input) throws Exception {
        return ask(person, GraphQlClient.step("registerComplaint", false, PAYLOAD), Map.of("input", input))
                .get("registerComplaint");
    }

    /** The payload of a step. */
    JsonNode step(String person, String complaint, String mutation, Map<String, ?> input) throws Exception {
        return ask(person, GraphQlClient.step(mutation, true, PAYLOAD), Map.of("complaint", complaint, "input", input))
                .get(mutation);
    }

    private static final String PAYLOAD =
            "complaint { id number centre state sequence } current repeated userErrors { code clause field message messageZh messageEn }";

    @Override
    public void close() throws IOException {
        installation.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    /** Gives the server to test methods that ask for it; started with the first, stopped after the last class. */
    static final class Provided implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RunningServer.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(RunningServer.class, type -> start(), RunningServer.class);
        }

        private static RunningServer start() {
            try {
                return new RunningServer();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Before a class that needs Axon Server, where there is one, for itself; who asks for the server afterwards gets a new one. */
    static final class Away implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) throws IOException {
            if (AxonServerUnderTest.address().isEmpty()) {
                return;
            }
            RunningServer server = context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .remove(RunningServer.class, RunningServer.class);
            if (server != null) {
                server.close();
            }
        }
    }
}
