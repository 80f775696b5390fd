package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huifang.server.Dockerfile.ROOT;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.huifang.server.Dockerfile.Instruction;
import org.junit.jupiter.api.Test;

/** The Dockerfile, held against the sources that it builds from and the script that starts the same program without it. */
class ImageTest {
    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:\\d+\\.\\d+[\\w.-]*");

    private final Dockerfile file;

    ImageTest() throws Exception {
        file = Dockerfile.read();
    }

    @Test
    void standsOnPinnedImages() {
        Set<String> stages = new HashSet<>();
        for (Instruction from : file.all("FROM")) {
            String image = from.arguments().split(" ", -1)[0];
            assertThat(stages.contains(image) || PINNED.matcher(image).matches())
                    .as(image)
                    .isTrue();
            stages.add(from.stage());
        }
    }

    @Test
    void takesWhatIsThere() throws Exception {
        for (Instruction copy : file.all("COPY")) {
            List<String> paths = copy.paths();
            for (String source : copy.fromContext() ? paths.subList(0, paths.size() - 1) : List.<String>of()) {
                assertThat(ROOT.resolve(source)).exists();
                assertThat(Dockerfile.leftOut(source)).as(source).isFalse();
            }
        }
    }

    /** Maven wants each module's pom; and those of the server's own are built from all but their tests. */
    @Test
    void takesWhatMavenBuildsFrom() throws Exception {
        List<String> copied = file.all("COPY").stream()
                .filter(Instruction::fromContext)
                .flatMap(copy -> copy.paths().stream())
                .toList();
        List<String> modules = Pattern.compile("<module>(.*)</module>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(modules).contains("server").allSatisfy(module -> assertThat(copied)
                .containsAnyOf(module + "/", module + "/pom.xml"));
        for (String wanted : List.of(
                "server/pom.xml", "console/src/main.tsx", "query-side/fonts/build.mjs", "docs/guide/README.md")) {
            assertThat(ROOT.resolve(wanted)).exists();
            assertThat(Dockerfile.leftOut(wanted)).as(wanted).isFalse();
        }
    }

    @Test
    void leavesOutWhatIsNobodysBusiness() throws Exception {
        for (String path : List.of(
                "secrets/master.key",
                "data/keys/master.key",
                ".git/config",
                ".env",
                "docker-compose.override.yml",
                "server/target/huifang-exec.jar",
                "console/node_modules/react/index.js",
                "console/src/generated/graphql.ts",
                "server/src/test/java/org/huifang/server/ImageTest.java")) {
            assertThat(Dockerfile.leftOut(path)).as(path).isTrue();
        }
    }

    @Test
    void takesOnlyFromStagesBefore() {
        for (Instruction copy : file.all("COPY")) {
            Dockerfile.SPACES
                    .splitAsStream(copy.arguments())
                    .filter(word -> word.startsWith("--from="))
                    .map(word -> word.substring("--from=".length()))
                    .forEach(stage -> assertThat(file.all("FROM").stream().map(Instruction::stage))
                            .contains(stage));
        }
    }

    /** The cache is bound to the JVM, the flags that shape it and the files: rehearsal and image are one stage's children. */
    @Test
    void isRehearsedAsItIsStarted() {
        assertThat(file.all("FROM").stream()
                        .filter(from -> Set.of("rehearsal", file.last()).contains(from.stage()))
                        .map(from -> from.arguments().split(" ", -1)[0]))
                .containsExactly("program", "program");
        String rehearsal = file.all("RUN").stream()
                .filter(run -> run.stage().equals("rehearsal"))
                .findFirst()
                .orElseThrow()
                .arguments();
        String start = file.ofImage("ENTRYPOINT");
        assertThat(rehearsal)
                .contains("@jvm.args", "-XX:AOTCacheOutput=/tmp/huifang.aot", "\"/opt/huifang/huifang-exec.jar\"")
                .endsWith("\"rehearse\"]");
        assertThat(start)
                .contains("\"@/opt/huifang/jvm.args\"", "-XX:AOTCache=/opt/huifang/huifang.aot")
                .endsWith("\"/opt/huifang/huifang-exec.jar\"]");
        assertThat(file.all("WORKDIR")).anySatisfy(folder -> assertThat(folder)
                .extracting(Instruction::stage, Instruction::arguments)
                .containsExactly("program", "/opt/huifang"));
        assertThat(Launcher.commandLine().getSubcommands()).containsKeys("rehearse", "start");
    }

    @Test
    void startsWithTheFlagsOfTheScript() throws Exception {
        String script = Files.readString(ROOT.resolve("huifang"));
        String flags = Pattern.compile("HUIFANG_JAVA_FLAGS:-(-XX[^}]*)}")
                .matcher(script)
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .orElseThrow();
        List<String> native24 = Pattern.compile("-lt 24 \\] \\|\\| program\\+=\\((.*)\\)")
                .matcher(script)
                .results()
                .map((MatchResult found) -> found.group(1))
                .flatMap(found -> Arrays.stream(found.split(" ", -1)))
                .toList();
        List<String> given = file.all("COPY").stream()
                .filter(copy -> copy.paths().contains("jvm.args"))
                .findFirst()
                .orElseThrow()
                .body();
        assertThat(given).containsAll(List.of(flags.split(" ", -1))).containsAll(native24);
        // What the container may have is not known here.
        assertThat(given)
                .noneMatch(flag -> flag.startsWith("-Xmx"))
                .anyMatch(flag -> flag.contains("MaxRAMPercentage"));
    }

    @Test
    void isNobodySpecial() {
        assertThat(file.ofImage("USER")).matches("[1-9]\\d{3,}:[1-9]\\d{3,}");
        String user = file.ofImage("USER").split(":", -1)[0];
        assertThat(file.all("RUN").stream().map(Instruction::arguments))
                .anyMatch(run -> run.contains("useradd --uid " + user));
        assertThat(file.all("USER").stream()
                        .filter(each -> each.stage().equals("rehearsal"))
                        .map(Instruction::arguments))
                .containsExactly(file.ofImage("USER"));
    }

    /** Signals reach Java itself; and it is asked where it listens. */
    @Test
    void hearsAndIsHeard() {
        assertThat(file.ofImage("ENTRYPOINT")).startsWith("[\"java\",");
        assertThat(file.ofImage("CMD")).isEqualTo("[\"start\"]");
        assertThat(file.ofImage("EXPOSE")).isEqualTo(file.environment().get("HUIFANG_PORT"));
        assertThat(file.ofImage("HEALTHCHECK"))
                .contains("127.0.0.1/$HUIFANG_PORT", "/actuator/health/readiness")
                .doesNotContain("curl", "wget");
        assertThat(file.environment()).containsEntry("HUIFANG_HOST", "0.0.0.0");
        assertThat(file.ofImage("VOLUME")).isEqualTo(file.environment().get("HUIFANG_DATA"));
    }

    @Test
    void saysOnlyWhatTheProgramUnderstands() {
        assertThat(file.environment().keySet().stream().filter(name -> name.startsWith("HUIFANG_")))
                .isSubsetOf(ComposeTest.understood());
    }
}
