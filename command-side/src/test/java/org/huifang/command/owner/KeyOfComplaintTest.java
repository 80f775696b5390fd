package org.huifang.command.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.owner.OwnerId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whose key a complaint has is settled by the registration that succeeds, at whichever of two processes it was tried. */
@Tag("postgres")
class KeyOfComplaintTest {
    private static EmbeddedPostgres postgres;
    private static JdbcTemplate jdbc;
    private static KeyedPersonalData one;
    private static KeyedPersonalData two;

    private final ComplaintId complaint = ComplaintId.random();
    private final OwnerId owner = OwnerId.random();

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        Flyway.configure()
                .dataSource(postgres.getPostgresDatabase())
                .locations("classpath:db/log")
                .load()
                .migrate();
        jdbc = new JdbcTemplate(postgres.getPostgresDatabase());
        one = new KeyedPersonalData(jdbc, new byte[32]);
        two = new KeyedPersonalData(jdbc, new byte[32]);
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @Test
    void anAttemptWithoutAnOwnerGivesWayToOneWithAnOwner() {
        String key = two.keyFor(owner);
        assertThat(one.keyForNew(complaint, null)).isNotEqualTo(key);

        assertThat(two.keyForNew(complaint, owner)).isEqualTo(key);

        assertThat(one.keyFor(complaint)).isEqualTo(key);
        assertThat(two.keyFor(complaint)).isEqualTo(key);
    }

    @Test
    void anAttemptWithAnOwnerGivesWayToAnotherAndToNobody() {
        OwnerId other = OwnerId.random();
        String key = one.keyFor(owner);
        assertThat(one.keyForNew(complaint, owner)).isEqualTo(key);

        String keyOfOther = two.keyFor(other);

        assertThat(two.keyForNew(complaint, other)).isEqualTo(keyOfOther);
        String own = one.keyForNew(complaint, null);

        assertThat(own).isNotIn(key, keyOfOther);
        assertThat(two.keyForNew(complaint, null)).as("once it is its own").isEqualTo(own);
        assertThat(two.open(one.seal(own, "电梯停运"))).contains("电梯停运");
    }

    @Test
    void aComplaintThatIsThereKeepsItsKey() {
        String own = one.keyForNew(complaint, null);
        String key = one.keyFor(owner);
        recorded(complaint);

        assertThat(two.keyForNew(complaint, owner)).isEqualTo(own);

        ComplaintId shared = ComplaintId.random();
        one.keyForNew(shared, owner);
        recorded(shared);
        assertThat(two.keyForNew(shared, null)).isEqualTo(key);
    }

    @Test
    void anOwnerIsKnownOnceTheyHaveAKey() {
        assertThat(one.knows(owner)).isFalse();
        two.keyFor(owner);
        assertThat(one.knows(owner)).isTrue();
    }

    private static void recorded(ComplaintId complaint) {
        jdbc.update(
                "INSERT INTO event SELECT coalesce(max(position), 0) + 1, ?, 0, 'complaint', gen_random_uuid(), now(),"
                        + " 'complaint.registered', 1, '', '' FROM event",
                complaint.toString());
    }
}
