package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * What installations have made their tables by. A migration of the log is never changed, only followed by another one; read
 * tables that change get the name of a next generation, or they could not be opened.
 */
class MigrationsTest {
    @Test
    void areThoseThatInstallationsKnow() throws Exception {
        String known =
                new String(getClass().getResourceAsStream("/migrations.txt").readAllBytes(), StandardCharsets.UTF_8);
        Stream<String> log = Stream.of(resources("log"))
                .map(migration -> migration.getFilename() + " " + digest(List.of(migration)));
        String read = HuifangServer.READ_SCHEMA + " " + digest(Arrays.asList(resources("read")));
        assertThat(Stream.concat(log, Stream.of(read)).toList())
                .as("a migration of the log follows the others; read tables that change need a next READ_SCHEMA; then"
                        + " migrations.txt says so")
                .containsExactlyElementsOf(known.lines().toList());
        assertThat(HuifangServer.FORMER_READ_SCHEMAS).doesNotContain(HuifangServer.READ_SCHEMA);
    }

    private static Resource[] resources(String of) throws IOException {
        Resource[] migrations =
                new PathMatchingResourcePatternResolver().getResources("classpath*:db/" + of + "/*.sql");
        Arrays.sort(migrations, Comparator.comparing(Resource::getFilename));
        assertThat(migrations).isNotEmpty();
        return migrations;
    }

    private static String digest(List<Resource> migrations) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (Resource migration : migrations) {
                migration.getInputStream().transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
