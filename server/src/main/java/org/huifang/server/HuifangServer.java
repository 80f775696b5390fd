package org.huifang.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.huifang.command.store.LogSource;
import org.huifang.kernel.Act;
import org.huifang.kernel.Source;
import org.huifang.kernel.account.Accounts;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.OrganisationCommand.AppointPerson;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.organisation.Role;
import org.huifang.query.projection.Generation;
import org.huifang.server.axon.AxonServerAddress;
import org.huifang.server.remote.UnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A running server: data folder, PostgreSQL and application, started in this order and stopped in the other. */
public final class HuifangServer implements AutoCloseable {
    /** Read tables live in a schema of their own generation, so that a next one can be made beside them. */
    static final String READ_SCHEMA = "read_11";

    static final List<String> FORMER_READ_SCHEMAS = List.of(
            "read_1", "read_2", "read_3", "read_4", "read_5", "read_6", "read_7", "read_8", "read_9", "read_10");

    static final String LOG_SCHEMA = "log";

    private static final String ADMINISTRATOR = "admin";

    private static final long LOOK_AGAIN_MILLIS = 500;

    /** Of PostgreSQL's advisory locks. */
    private static final long MIGRATING = 0x4855_4946L;

    static {
        // The framework would report its use to its makers; a server of ours calls nobody.
        System.setProperty("axoniq.update-checker.disabled", "true");
    }

    private final DataFolder folder;
    private final ComingDatabase database;
    private final ConfigurableApplicationContext context;
    private final String address;
    private final boolean demoFresh;
    private final Runnable stopping;

    /**
     * @param databaseUrl of an external PostgreSQL; none: the embedded one
     * @param keys folder of keys that are given from outside, the same to all processes; none: the data folder's own
     * @param axonServer over which processes meet; none: this one is whole
     * @param drain how long it goes on when it is told to stop, while its readiness says that it does
     */
    public record Options(
            Path data,
            String host,
            int port,
            boolean demo,
            @Nullable String databaseUrl,
            @Nullable Path keys,
            ProcessRole role,
            @Nullable AxonServer axonServer,
            Duration drain) {

        /** Of a whole server. */
        public Options(Path data, String host, int port, boolean demo, @Nullable String databaseUrl) {
            this(data, host, port, demo, databaseUrl, null, ProcessRole.ALL, null, Duration.ZERO);
        }

        LogSource eventStore() {
            return axonServer == null ? LogSource.POSTGRESQL : axonServer.eventStore();
        }
    }

    /**
     * Where processes meet.
     *
     * @param address {@code host:port}, several of a cluster by commas
     * @param token where its access control is on
     * @param certificate of who signed its own; speaks TLS where given
     * @param eventStore which decides what is appended
     */
    public record AxonServer(
            String address,
            @Nullable String token,
            @Nullable Path certificate,
            LogSource eventStore) {

        /** Where processes meet, and no more. */
        public AxonServer(String address, @Nullable String token, @Nullable Path certificate) {
            this(address, token, certificate, LogSource.POSTGRESQL);
        }

        AxonServerAddress there() {
            return new AxonServerAddress(address, token, certificate);
        }
    }

    private HuifangServer(
            DataFolder folder,
            ComingDatabase database,
            ConfigurableApplicationContext context,
            String address,
            boolean demoFresh,
            Runnable stopping) {
        this.folder = folder;
        this.database = database;
        this.context = context;
        this.address = address;
        this.demoFresh = demoFresh;
        this.stopping = stopping;
    }

    /** @throws StartRefused with one line for people when it cannot be started */
    public static HuifangServer start(Options options) throws Exception {
        requireFreePort(options);
        requireMeetingPlace(options);
        boolean demoFresh = options.demo() && !Files.exists(options.data().resolve("FORMAT"));
        DataFolder folder = DataFolder.open(options.data(), options.keys(), options.demo());
        ComingDatabase database = new ComingDatabase(() -> migrated(options, folder), READ_SCHEMA + "," + LOG_SCHEMA);
        // After Spring has closed the application, whatever stopped it.
        Runnable stopping = () -> stop(database, folder);
        SpringApplication.getShutdownHandlers().add(stopping);
        ConfigurableApplicationContext context = null;
        try {
            context = run(options, folder, database);
            if (options.role().decides()) {
                appointFirstAdministrator(context);
            }
            String port = context.getEnvironment().getProperty("local.server.port");
            return new HuifangServer(
                    folder, database, context, "http://" + reachable(options.host()) + ":" + port, demoFresh, stopping);
        } catch (Exception e) {
            if (stopsAlready(stopping)) {
                throw new StartRefused("启动时被停止 / told to stop while it started");
            }
            if (context != null) {
                context.close();
            }
            stop(database, folder);
            if (e instanceof AbandonedRunException) {
                database.migrated();
            }
            throw e;
        }
    }

    /** Whether the program was told to stop: then Spring closes the application, and whatever is to be closed after it. */
    private static boolean stopsAlready(Runnable stopping) {
        try {
            SpringApplication.getShutdownHandlers().remove(stopping);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private static ComingDatabase.Migrated migrated(Options options, DataFolder folder) throws Exception {
        if (options.databaseUrl() != null) {
            migrate(options.databaseUrl(), options);
            return new ComingDatabase.Migrated(options.databaseUrl(), null);
        }
        EmbeddedDatabase embedded = EmbeddedDatabase.start(folder);
        try {
            migrate(embedded.url(), options);
            return new ComingDatabase.Migrated(embedded.url(), embedded);
        } catch (Exception e) {
            embedded.close();
            throw e;
        }
    }

    /** Whoever listens everywhere is met on this machine too. */
    private static String reachable(String host) throws IOException {
        if (InetAddress.getByName(host).isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static void requireFreePort(Options options) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(options.host(), options.port()));
        } catch (IOException e) {
            throw new StartRefused("端口 " + options.port() + " 不可用,请用 --port 另选 / port " + options.port()
                    + " is not available, choose another by --port (" + e.getMessage() + ")");
        }
    }

    private static void requireMeetingPlace(Options options) throws InterruptedException {
        if (options.role() != ProcessRole.ALL && (options.databaseUrl() == null || options.axonServer() == null)) {
            throw new StartRefused("角色 " + options.role().word()
                    + " 需要外部数据库与 Axon Server / this role needs an external database and an Axon Server: "
                    + "--database-url, --axon-server");
        }
        if (options.axonServer() != null) {
            LetIn.require(options.axonServer().there());
        }
    }

    /** One process at a time: of several that begin on an empty database, the others find it made. */
    private static void migrate(String url, Options options) throws InterruptedException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + MIGRATING + ")");
            migrateLog(url);
            migrateRead(url, READ_SCHEMA);
            for (String former : FORMER_READ_SCHEMAS) {
                dropUnlessUsed(former, statement);
            }
            connection.setSchema(LOG_SCHEMA);
            SourceOfLog.require(connection, options);
        } catch (SQLException e) {
            throw new StartRefused("数据库无法使用 / the database cannot be used: " + e.getMessage());
        }
    }

    /** Read tables are disposable; but while versions change one process after the other, the old ones still answer from theirs. */
    private static void dropUnlessUsed(String former, Statement statement) throws SQLException {
        try (ResultSet unused = statement.executeQuery(Generation.unused(former))) {
            unused.next();
            if (!unused.getBoolean(1)) {
                return;
            }
        }
        statement.execute("DROP SCHEMA IF EXISTS " + former + " CASCADE");
    }

    static void migrateLog(String url) {
        migrate(url, LOG_SCHEMA, "classpath:db/log");
    }

    private static void migrateRead(String url, String schema) {
        migrate(url, schema, "classpath:db/read");
    }

    private static void migrate(String url, String schema, String location) {
        try {
            Flyway.configure()
                    .dataSource(url, null, null)
                    .schemas(schema)
                    .defaultSchema(schema)
                    .locations(location)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StartRefused("数据库无法使用 / the database cannot be used: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static ConfigurableApplicationContext run(Options options, DataFolder folder, ComingDatabase database)
            throws IOException {
        Map<String, Object> properties = new HashMap<>();
        properties.put("spring.datasource.hikari.connection-init-sql", Generation.use(READ_SCHEMA));
        properties.put("server.address", options.host());
        properties.put("server.port", options.port());
        properties.put("huifang.data", folder.path().toString());
        properties.put("huifang.version", version());
        properties.put("huifang.drain", options.drain());
        properties.put("huifang.role", options.role().word());
        properties.put(
                "logging.file.name", folder.path().resolve("log/huifang.log").toString());
        if (folder.demo()) {
            // The demo's forum is served by the demo itself.
            properties.put("huifang.outside.trusted-hosts", options.host());
        }
        List<Class<?>> rooms = new ArrayList<>(options.role().rooms());
        rooms.add(HuifangApplication.class);
        AxonServer meetingPlace = options.axonServer();
        rooms.add(meetingPlace == null ? OneProcess.class : ManyProcesses.class);
        boolean mirrored = options.role().decides() && options.eventStore() == LogSource.AXON_SERVER;
        rooms.add(mirrored ? AxonServerDecides.class : PostgresDecides.class);
        properties.put("axon.axonserver.event-store.enabled", mirrored);
        properties.put("axon.axonserver.enabled", meetingPlace != null);
        if (meetingPlace != null) {
            properties.putAll(connection(meetingPlace, options.role()));
        }
        SpringApplication application = new SpringApplication(rooms.toArray(Class<?>[]::new));
        application.setAdditionalProfiles(options.role().word());
        application.setDefaultProperties(properties);
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean(DataFolder.class, () -> folder, definition -> definition.setDestroyMethodName("")));
        application.addInitializers(database);
        application.addInitializers(context ->
                ((GenericApplicationContext) context).registerBean(Generation.class, () -> generation(database)));
        return application.run();
    }

    private static Generation generation(ComingDatabase database) {
        String url = database.url();
        return new Generation(READ_SCHEMA, url, LOG_SCHEMA, schema -> migrateRead(url, schema));
    }

    private static Map<String, Object> connection(AxonServer server, ProcessRole role) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("axon.axonserver.servers", server.address());
        properties.put("axon.axonserver.component-name", "huifang-" + role.word());
        if (server.token() != null) {
            properties.put("axon.axonserver.token", server.token());
        }
        if (server.certificate() != null) {
            properties.put("axon.axonserver.ssl-enabled", true);
            properties.put("axon.axonserver.cert-file", server.certificate().toString());
        }
        return properties;
    }

    /** As it was built. */
    private static String version() throws IOException {
        try (InputStream built = HuifangServer.class.getResourceAsStream("/META-INF/build-info.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(built));
            return properties.getProperty("build.version");
        }
    }

    /** Nobody could appoint the first one but the system; said again at each start, it changes nothing. */
    private static void appointFirstAdministrator(ConfigurableApplicationContext context) {
        if (context.getBean(CompanyDirectory.class).refreshed().people().isEmpty()) {
            Act act = new Act(
                    "system", null, null, context.getBean(Clock.class).instant(), Source.CLOCK, null, null, null, null);
            try {
                context.getBean(CommandGateway.class)
                        .sendAndWait(new AppointPerson(
                                ADMINISTRATOR, "系统管理员", List.of(new Appointment(Role.ADMIN, null, null)), act));
            } catch (UnavailableException e) {
                throw new StartRefused("首次启动须能连接 Axon Server / the first start needs Axon Server, and cannot reach it");
            }
        }
    }

    public String address() {
        return address;
    }

    /**
     * Where the first administrator chooses a password; empty once anybody has one. A new one with each start.
     *
     * @param patience for whichever process appoints that administrator
     */
    Optional<String> setUpAddress(Duration patience) throws InterruptedException {
        Accounts accounts = context.getBean(Accounts.class);
        if (accounts.any()) {
            return Optional.empty();
        }
        CompanyDirectory directory = context.getBean(CompanyDirectory.class);
        Instant until = Instant.now().plus(patience);
        while (directory.refreshed().people().isEmpty() && Instant.now().isBefore(until)) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        Instant now = context.getBean(Clock.class).instant();
        return directory.refreshed().people().values().stream()
                .filter(person ->
                        person.roleFor(Operation.ADMINISTER, Place.COMPANY).isPresent())
                .findFirst()
                .map(administrator -> address + "/app/welcome#"
                        + accounts.invite(administrator.id(), now).secret());
    }

    public DataFolder folder() {
        return folder;
    }

    /** Whether this start has begun an empty demo folder, in which the demo is still to be played. */
    boolean demoFresh() {
        return demoFresh;
    }

    /** The application's beans, for tests. */
    public ConfigurableApplicationContext context() {
        return context;
    }

    private static void stop(ComingDatabase database, DataFolder folder) {
        try {
            database.close();
            folder.close();
        } catch (IOException e) {
            System.err.println("PostgreSQL 未能正常停止 / PostgreSQL did not stop in order: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        SpringApplication.getShutdownHandlers().remove(stopping);
        context.close();
        stop(database, folder);
    }
}
