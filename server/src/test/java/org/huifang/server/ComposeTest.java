package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huifang.server.Dockerfile.ROOT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * docker-compose.yml, held against the program, the image, the embedded PostgreSQL and what Axon Server's documentation
 * says: nothing here starts a container.
 */
class ComposeTest {
    /** What docs.axoniq.io has of system properties, as far as they are used here. */
    private static final Set<String> AXON_SERVER_SETTINGS = Set.of(
            "axoniq.axonserver.name",
            "axoniq.axonserver.hostname",
            "axoniq.axonserver.standalone",
            "axoniq.axonserver.accesscontrol.enabled",
            "axoniq.axonserver.accesscontrol.token",
            "axoniq.axonserver.accesscontrol.admin-token",
            "axoniq.axonserver.ssl.enabled",
            "axoniq.axonserver.ssl.cert-chain-file",
            "axoniq.axonserver.ssl.private-key-file");

    private static final int AXON_SERVER_HTTP = 8024;
    private static final int AXON_SERVER_GRPC = 8124;
    private static final int POSTGRES = 5432;

    /** Who brings no image of ours. */
    private static final Set<String> OTHERS = Set.of("postgres", "axonserver");

    private static final Set<String> ROLES = Set.of("all", "command", "query", "api");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):-([^}]*)}");

    private final JsonNode compose = read("docker-compose.yml");
    private final JsonNode secured = read("axonserver/docker-compose.secured.yml");
    private final Dockerfile image;

    ComposeTest() throws Exception {
        image = Dockerfile.read();
    }

    private static JsonNode read(String path) {
        try {
            return new ObjectMapper().valueToTree(new Yaml().<Object>load(Files.readString(ROOT.resolve(path))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The environment variables that the options of {@code start} default to. */
    static Set<String> understood() {
        Pattern variable = Pattern.compile("\\$\\{env:(\\w+)");
        return Launcher.commandLine().getSubcommands().get("start").getCommandSpec().options().stream()
                .map(option -> (AnnotatedElement) option.userObject())
                .map(field -> field.getAnnotation(Option.class).defaultValue())
                .flatMap(value -> variable.matcher(value).results().map(found -> found.group(1)))
                .collect(Collectors.toSet());
    }

    private void each(BiConsumer<String, JsonNode> check) {
        compose.get("services").properties().forEach(service -> check.accept(service.getKey(), service.getValue()));
    }

    private void eachOfOurs(BiConsumer<String, JsonNode> check) {
        each((name, service) -> {
            if (!OTHERS.contains(name)) {
                check.accept(name, service);
            }
        });
    }

    private static List<String> words(JsonNode list) {
        return list == null
                ? List.of()
                : list.valueStream().map(JsonNode::asString).toList();
    }

    /** By name, whether or not it is said where they are to be. */
    private static List<String> secrets(JsonNode service) {
        return service.path("secrets")
                .valueStream()
                .map(secret -> secret.isString() ? secret : secret.get("source"))
                .map(JsonNode::asString)
                .toList();
    }

    /** With what stands in {@code .env}, which says what it would be without. */
    private static String filled(String text) {
        return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(found.group(2)));
    }

    @Test
    void eachSaysOnlyWhatTheProgramUnderstands() {
        Stream.of(compose, secured).forEach(file -> file.get("services").properties().stream()
                .filter(service -> !OTHERS.contains(service.getKey()))
                .forEach(service -> assertThat(
                                service.getValue().get("environment").propertyNames())
                        .as(service.getKey())
                        .isSubsetOf(understood())));
    }

    @Test
    void eachRoleHasWhatItNeeds() {
        Map<String, String> roles = new HashMap<>();
        eachOfOurs((name, service) -> {
            JsonNode environment = service.get("environment");
            String role = environment.get("HUIFANG_ROLE").asString();
            roles.put(name, role);
            assertThat(environment.propertyNames())
                    .as(name)
                    .contains("HUIFANG_DATABASE_URL", "HUIFANG_DATABASE_PASSWORD_FILE", "HUIFANG_KEYS");
            assertThat(environment.has("HUIFANG_AXON_SERVER")).as(name).isEqualTo(!role.equals("all"));
            assertThat(words(service.get("secrets")))
                    .contains("postgres_password", "master.key", "operator-token.key")
                    .allMatch(
                            secret -> environment.get("HUIFANG_KEYS").asString().equals("/run/secrets"));
        });
        assertThat(roles.values()).containsExactlyInAnyOrderElementsOf(ROLES);
        assertThat(roles).containsEntry("huifang", "all").containsEntry("api", "api");
    }

    @Test
    void eachIsWatchedLimitedAndStartedAgain() {
        each((name, service) -> {
            assertThat(service.has("healthcheck")
                            || (service.has("build")
                                    && !image.all("HEALTHCHECK").isEmpty()))
                    .as(name + " has a health check")
                    .isTrue();
            assertThat(service.get("restart").asString()).as(name).isEqualTo("unless-stopped");
            JsonNode limits = service.at("/deploy/resources/limits");
            assertThat(limits.get("memory").asString()).as(name).matches("\\d+[mg]");
            assertThat(limits.get("cpus").asString()).as(name).matches("\\d+");
            assertThat(service.at("/logging/options").propertyNames()).as(name).contains("max-size", "max-file");
        });
    }

    @Test
    void eachMayDoNothingButItsWork() {
        each((name, service) -> {
            assertThat(words(service.get("cap_drop"))).as(name).containsExactly("ALL");
            assertThat(words(service.get("security_opt"))).as(name).containsExactly("no-new-privileges:true");
            assertThat(service.has("privileged") || service.has("cap_add"))
                    .as(name)
                    .isFalse();
            // Axon Server's maker does not say what it writes beside its volumes.
            assertThat(service.path("read_only").asBoolean(false)).as(name).isEqualTo(!name.equals("axonserver"));
            String user = service.has("user") ? service.get("user").asString() : image.ofImage("USER");
            assertThat(service.has("user") || service.has("build")).as(name).isTrue();
            assertThat(user).as(name).matches("[1-9]\\d*:[1-9]\\d*");
        });
    }

    @Test
    void eachImageIsPinned() throws Exception {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        each((name, service) ->
                assertThat(service.get("image").asString()).as(name).matches("[a-z/]+:\\d+\\.\\d+[\\w.-]*"));
        String version = found("<artifactId>huifang</artifactId>\\s*<version>(.*)</version>", pom);
        eachOfOurs((name, service) ->
                assertThat(service.get("image").asString()).as(name).isEqualTo("huifang:" + version));
        // The one that the tests start.
        assertThat(found("<postgres-binaries.version>(.*)</postgres-binaries.version>", pom))
                .startsWith(service("postgres").get("image").asString().substring("postgres:".length()) + ".");
    }

    private JsonNode service(String name) {
        return compose.get("services").get(name);
    }

    private static String found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(pattern))
                .group(1);
    }

    @Test
    void eachSecretIsAFileThatNeitherGitNorTheImageTakes() throws Exception {
        assertThat(Files.readAllLines(ROOT.resolve(".gitignore")))
                .contains("/secrets/", "/docker-compose.override.yml");
        for (JsonNode file : List.of(compose, secured)) {
            Set<String> declared = new HashSet<>();
            file.get("secrets").properties().forEach(secret -> {
                String path = secret.getValue().get("file").asString();
                assertThat(path).startsWith("./secrets/");
                declared.add(secret.getKey());
            });
            Set<String> used = file.get("services")
                    .valueStream()
                    .flatMap(service -> secrets(service).stream())
                    .collect(Collectors.toSet());
            assertThat(used).isEqualTo(declared);
            assertThat(file.toString())
                    .as("no secret stands in the file itself")
                    .doesNotContainPattern("PASSWORD\":\"|TOKEN\":\"|password=");
            for (String name : declared) {
                assertThat(Dockerfile.leftOut("secrets/" + name)).isTrue();
            }
        }
    }

    /** Each path under /run/secrets that is named is a secret of that very service. */
    @Test
    void eachSecretIsWhereItIsLookedFor() {
        Stream.of(compose, secured)
                .forEach(file -> file.get("services").properties().forEach(service -> {
                    Pattern path = Pattern.compile("/run/secrets/([\\w.-]+)");
                    List<String> named = path.matcher(
                                    service.getValue().path("environment").toString())
                            .results()
                            .map(found -> found.group(1))
                            .toList();
                    assertThat(secrets(service.getValue())).as(service.getKey()).containsAll(named);
                }));
    }

    @Test
    void eachVolumeIsDeclaredAndUsed() {
        Set<String> used = new HashSet<>();
        each((name, service) -> words(service.get("volumes")).forEach(volume -> used.add(volume.split(":", -1)[0])));
        assertThat(used).isEqualTo(Set.copyOf(compose.get("volumes").propertyNames()));
        assertThat(words(service("huifang").get("volumes")))
                .containsExactly("huifang:" + image.environment().get("HUIFANG_DATA"));
        // One folder belongs to one server: who may be more than one has its own, in memory.
        eachOfOurs((name, service) -> assertThat(service.has("volumes"))
                .as(name)
                .isEqualTo(!words(service.get("profiles")).contains("distributed")));
    }

    @Test
    void eachFolderInMemoryIsWhoseItIs() {
        String[] user = image.ofImage("USER").split(":", -1);
        eachOfOurs((name, service) -> words(service.get("tmpfs")).stream()
                .filter(folder -> !folder.equals("/tmp"))
                .forEach(folder -> assertThat(folder)
                        .as(name)
                        .startsWith(image.environment().get("HUIFANG_DATA") + ":uid=" + user[0] + ",gid=" + user[1])));
        each((name, service) -> assertThat(words(service.get("tmpfs")).contains("/tmp"))
                .as(name + " has somewhere to write")
                .isEqualTo(service.has("read_only")));
    }

    @Test
    void nothingIsSeenFromOutsideButTheApi() throws Exception {
        each((name, service) -> {
            List<String> networks = words(service.get("networks"));
            assertThat(networks).as(name).contains("inside");
            assertThat(networks.contains("outside")).as(name).isEqualTo(!OTHERS.contains(name));
            assertThat(service.has("ports"))
                    .as(name)
                    .isEqualTo(Set.of("huifang", "api").contains(name));
            words(service.get("ports")).forEach(port -> assertThat(filled(port))
                    .isEqualTo("127.0.0.1:8080:" + image.environment().get("HUIFANG_PORT")));
        });
        assertThat(compose.at("/networks/inside/internal").asBoolean()).isTrue();
        assertThat(compose.at("/networks/outside").isEmpty()).isTrue();
    }

    /** One server if nothing is said; what stands in {@code .env} is what would hold without it. */
    @Test
    void whatIsStartedIsSaidInOnePlace() throws Exception {
        Properties environment = new Properties();
        try (var reader = Files.newBufferedReader(ROOT.resolve(".env"))) {
            environment.load(reader);
        }
        assertThat(environment.getProperty("COMPOSE_PROFILES")).isEqualTo("single");
        Set<String> profiles = new HashSet<>();
        eachOfOurs((name, service) -> {
            assertThat(words(service.get("profiles"))).as(name).hasSize(1);
            profiles.addAll(words(service.get("profiles")));
        });
        assertThat(profiles).containsExactlyInAnyOrder("single", "distributed");
        assertThat(words(service("axonserver").get("profiles"))).containsExactly("distributed");
        assertThat(service("postgres").has("profiles")).isFalse();
        Matcher variables = VARIABLE.matcher(Files.readString(ROOT.resolve("docker-compose.yml")));
        Set<String> named = new HashSet<>(Set.of("COMPOSE_PROFILES"));
        while (variables.find()) {
            named.add(variables.group(1));
            assertThat(environment.getProperty(variables.group(1))).isEqualTo(variables.group(2));
        }
        assertThat(environment.stringPropertyNames()).isEqualTo(named);
        assertThat(filled(service("command").at("/deploy/replicas").asString())).isEqualTo("1");
    }

    @Test
    void eachWaitsForWhatItNeeds() {
        eachOfOurs((name, service) -> {
            JsonNode waits = service.get("depends_on");
            waits.properties().forEach(other -> {
                assertThat(service(other.getKey())).as(other.getKey()).isNotNull();
                assertThat(other.getValue().get("condition").asString()).isEqualTo("service_healthy");
            });
            assertThat(waits.has("postgres")).as(name).isTrue();
            assertThat(waits.has("axonserver"))
                    .as(name)
                    .isEqualTo(service.get("environment").has("HUIFANG_AXON_SERVER"));
        });
        assertThat(service("api").get("depends_on").propertyNames()).contains("command", "query");
    }

    @Test
    void eachIsGivenTimeToEnd() {
        String configuration = read("server/src/main/resources/application.yml")
                .at("/spring/lifecycle/timeout-per-shutdown-phase")
                .asString();
        Duration needed = Duration.ofSeconds(Long.parseLong(configuration.replace("s", "")));
        eachOfOurs((name, service) -> assertThat(
                        Duration.parse("PT" + service.get("stop_grace_period").asString()))
                .as(name)
                .isGreaterThan(needed.plusSeconds(10)));
        assertThat(service("postgres").has("stop_grace_period")).isTrue();
    }

    @Test
    void eachIsAskedWhereItListens() {
        eachOfOurs((name, service) -> {
            JsonNode environment = service.get("environment");
            assertThat(environment.has("HUIFANG_PORT") || environment.has("HUIFANG_HOST"))
                    .as(name)
                    .isFalse();
            assertThat(environment.get("HUIFANG_DATABASE_URL").asString())
                    .startsWith("jdbc:postgresql://postgres:" + POSTGRES + "/"
                            + service("postgres").at("/environment/POSTGRES_DB").asString() + "?user="
                            + service("postgres")
                                    .at("/environment/POSTGRES_USER")
                                    .asString());
            if (environment.has("HUIFANG_AXON_SERVER")) {
                assertThat(environment.get("HUIFANG_AXON_SERVER").asString())
                        .isEqualTo(service("axonserver")
                                        .at("/environment/AXONIQ_AXONSERVER_HOSTNAME")
                                        .asString()
                                + ":" + AXON_SERVER_GRPC);
            }
        });
        assertThat(String.join(" ", words(service("axonserver").at("/healthcheck/test"))))
                .contains("127.0.0.1/" + AXON_SERVER_HTTP, "/actuator/health")
                // Compose would take a single one for a variable of its own.
                .doesNotContainPattern("(?<!\\$)\\$(?!\\$)");
        assertThat(words(service("postgres").at("/healthcheck/test"))).contains("pg_isready", "127.0.0.1");
    }

    @Test
    void axonServerIsToldOnlyWhatItKnows() throws Exception {
        Set<String> known = AXON_SERVER_SETTINGS.stream()
                .map(setting -> setting.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                .collect(Collectors.toSet());
        for (JsonNode file : List.of(compose, secured)) {
            assertThat(file.at("/services/axonserver/environment").propertyNames().stream()
                            .filter(name -> !name.equals("JAVA_TOOL_OPTIONS")))
                    .isNotEmpty()
                    .isSubsetOf(known);
        }
        String page = Files.readString(ROOT.resolve("axonserver/README.md"));
        assertThat(Pattern.compile("axoniq\\.axonserver\\.[a-z.-]*[a-z]")
                        .matcher(page)
                        .results()
                        .map(found -> found.group()))
                .isNotEmpty()
                .isSubsetOf(AXON_SERVER_SETTINGS);
    }

    /** Two PostgreSQL of one version behave as one only with the same settings. */
    @Test
    void postgresIsStartedAsTheEmbeddedOne() throws Exception {
        String embedded = Files.readString(Path.of("src/main/java/org/huifang/server/EmbeddedDatabase.java"));
        List<String> command = words(service("postgres").get("command"));
        // Without what the library sets otherwise for tests, and where it listens.
        Set<String> asElsewhere = Set.of("fsync", "synchronous_commit", "full_page_writes", "unix_socket_directories");
        assertThat(command.stream().filter(word -> word.contains("=")))
                .containsExactlyInAnyOrderElementsOf(Pattern.compile("setServerConfig\\(\"(.*)\", \"(.*)\"\\)")
                        .matcher(embedded)
                        .results()
                        .filter(setting -> !asElsewhere.contains(setting.group(1)))
                        .map(setting -> setting.group(1) + "=" + setting.group(2))
                        .toList());
        assertThat(service("postgres").at("/environment/POSTGRES_INITDB_ARGS").asString())
                .contains("--locale=" + found("setLocaleConfig\\(\"locale\", \"(.*)\"\\)", embedded));
    }

    @Test
    void whatIsAddedForSafetyBelongsToServicesThatAreThere() {
        assertThat(compose.get("services").propertyNames())
                .containsAll(secured.get("services").propertyNames());
        Set<String> apart = new HashSet<>(ROLES);
        apart.remove("all");
        apart.add("axonserver");
        assertThat(Set.copyOf(secured.get("services").propertyNames())).isEqualTo(apart);
    }
}
