package org.huifang.command.account;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.account.Accounts;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.function.SingletonSupplier;

/** Passwords as Argon2id in the database. */
public final class PostgresAccounts implements Accounts {
    /** Of 4 (zxcvbn): offline guessing would take years. */
    private static final int STRENGTH_AT_LEAST = 3;
    /** Longer ones are not looked at to their end: estimating takes quadratic time. */
    private static final int ESTIMATED = 100;

    private static final int FREE_FAILURES = 5;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(15);
    private static final int DOUBLED_AT_MOST = 6;
    /** A password takes 16 MiB and tens of milliseconds of a processor. */
    private static final int TOGETHER = 2;

    private static final int PATIENCE_SECONDS = 5;

    private final JdbcTemplate jdbc;
    private final SecondFactor secondFactor;
    private final CompanyDirectory directory;
    private final PasswordEncoder encoder = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    private final Supplier<Zxcvbn> guessing = SingletonSupplier.of(Zxcvbn::new);
    private final Semaphore working = new Semaphore(TOGETHER, true);
    /** Compared with where there is no account, so that nobody learns by the clock who has one. */
    private final Supplier<String> nobodys;

    public PostgresAccounts(JdbcTemplate jdbc, PersonalData personalData, CompanyDirectory directory) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.secondFactor = new SecondFactor(jdbc, personalData);
        this.nobodys = SingletonSupplier.of(() -> String.valueOf(encoder.encode(Secrets.random())));
    }

    @Override
    public boolean any() {
        return Boolean.TRUE.equals(jdbc.queryForObject("SELECT EXISTS (SELECT FROM account)", Boolean.class));
    }

    @Override
    public Invitation invite(String person, Instant now) {
        String secret = Secrets.random();
        Instant until = now.plus(INVITED_FOR);
        jdbc.update(
                "WITH former AS (DELETE FROM invitation WHERE person = ?)"
                        + " INSERT INTO invitation (secret, person, expires_at) VALUES (?, ?, ?)",
                person,
                Secrets.digest(secret),
                person,
                Timestamp.from(until));
        return new Invitation(secret, until);
    }

    @Override
    public String choose(String secret, String password, Instant now) {
        String invited = jdbc
                .queryForList(
                        "SELECT person FROM invitation WHERE secret = ? AND expires_at > ?",
                        String.class,
                        Secrets.digest(secret),
                        Timestamp.from(now))
                .stream()
                .findFirst()
                .filter(this::ofCompany)
                .orElseThrow(PostgresAccounts::noInvitation);
        requireStrong(password, invited);
        String encoded = working(() -> String.valueOf(encoder.encode(password)));
        // Of two who use it at once, one finds it gone.
        int chosen = jdbc.update("""
                WITH used AS (DELETE FROM invitation WHERE secret = ? RETURNING person)
                INSERT INTO account (person, password, chosen_at) SELECT person, ?, ? FROM used
                ON CONFLICT (person) DO UPDATE SET password = excluded.password, chosen_at = excluded.chosen_at,
                    failures = 0, locked_until = NULL, totp = NULL, totp_confirmed = false
                """, Secrets.digest(secret), encoded, Timestamp.from(now));
        if (chosen == 0) {
            throw noInvitation();
        }
        return invited;
    }

    @Override
    public void change(String person, String old, String password, Instant now) {
        trial(person, old, "", now, () -> {});
        requireStrong(password, person);
        String encoded = working(() -> String.valueOf(encoder.encode(password)));
        jdbc.update(
                "UPDATE account SET password = ?, chosen_at = ? WHERE person = ?",
                encoded,
                Timestamp.from(now),
                person);
    }

    private record Account(String password, @Nullable Instant lockedUntil) {}

    @Override
    public void verify(String person, String password, @Nullable String code, String address, Instant now) {
        trial(person, password, address, now, () -> requireCode(person, code, address, now));
        jdbc.update("UPDATE account SET failures = 0, locked_until = NULL WHERE person = ? AND failures > 0", person);
        record(person, address, "SIGNED_IN", now);
    }

    /**
     * How a trial ended stands before its place is given to the next one, which looks again whether it has to wait: however
     * many come at once, no more are made than have places.
     *
     * @param further what is asked for beside the password
     */
    private void trial(String person, String password, String address, Instant now, Runnable further) {
        requireUnlocked(account(person), person, address, now);
        working(() -> {
            Optional<Account> account = account(person);
            requireUnlocked(account, person, address, now);
            boolean right = password.length() <= PASSWORD_AT_MOST
                    && encoder.matches(password, account.map(Account::password).orElseGet(nobodys));
            if (account.isEmpty() || !right) {
                failed(person, address, now);
                throw refused("SIGN_IN_FAILED", "password", "人员编号或口令不对", "Wrong person or password");
            }
            further.run();
            return account;
        });
    }

    /** Of who has left there is none. */
    private Optional<Account> account(String person) {
        return jdbc
                .query(
                        "SELECT password, locked_until FROM account WHERE person = ?",
                        (row, n) -> new Account(row.getString(1), instant(row.getTimestamp(2))),
                        person)
                .stream()
                .findFirst()
                .filter(known -> ofCompany(person));
    }

    private boolean ofCompany(String person) {
        return directory.acting(person).isPresent();
    }

    private void requireUnlocked(Optional<Account> account, String person, String address, Instant now) {
        Instant lockedUntil = account.map(Account::lockedUntil).orElse(null);
        if (lockedUntil != null && lockedUntil.isAfter(now)) {
            record(person, address, "LOCKED", now);
            throw locked(Duration.between(now, lockedUntil));
        }
    }

    private void requireCode(String person, @Nullable String code, String address, Instant now) {
        if (!secondFactor.inForce(person)) {
            return;
        }
        if (code == null || code.isBlank()) {
            throw refused("CODE_NEEDED", "code", "请输入验证器上的 6 位数字", "Enter the 6 digits of your authenticator");
        }
        if (!secondFactor.accepts(person, code, now)) {
            failed(person, address, now);
            throw wrongCode();
        }
    }

    @Override
    public boolean hasSecondFactor(String person) {
        return secondFactor.inForce(person);
    }

    @Override
    public String beginSecondFactor(String person) {
        if (secondFactor.inForce(person)) {
            throw refused("SECOND_FACTOR_ONCE", null, "已启用两步验证,请先停用", "A second factor is in force; drop it first");
        }
        return secondFactor.begin(person);
    }

    @Override
    public void confirmSecondFactor(String person, String code, Instant now) {
        if (!secondFactor.confirm(person, code, now)) {
            throw wrongCode();
        }
    }

    @Override
    public void dropSecondFactor(String person, String password, String code, Instant now) {
        verify(person, password, code, "", now);
        secondFactor.drop(person);
    }

    private static RefusedException wrongCode() {
        return refused("CODE_RIGHT", "code", "验证码不对,或已经用过", "The code is wrong, or was used before");
    }

    private void failed(String person, String address, Instant now) {
        jdbc.update(
                """
                UPDATE account SET failures = failures + 1, locked_until = CASE WHEN failures + 1 < ? THEN locked_until
                    ELSE greatest(locked_until, ?::timestamptz + (1 << least(failures + 1 - ?, ?)) * ? * interval '1 second') END
                WHERE person = ?
                """,
                FREE_FAILURES,
                Timestamp.from(now),
                FREE_FAILURES,
                DOUBLED_AT_MOST,
                FIRST_WAIT.toSeconds(),
                person);
        record(person, address, "FAILED", now);
    }

    @Override
    public void recordCompanySignIn(String person, String address, boolean admitted, Instant now) {
        record(person, address, admitted ? "SIGNED_IN_BY_COMPANY" : "NOT_OF_COMPANY", now);
    }

    private void record(String person, String address, String outcome, Instant now) {
        jdbc.update(
                "INSERT INTO sign_in (at, person, address, outcome) VALUES (?, ?, ?, ?)",
                Timestamp.from(now),
                person.substring(0, Math.min(person.length(), 100)),
                address,
                outcome);
    }

    private void requireStrong(String password, String person) {
        boolean inRange = password.length() >= PASSWORD_AT_LEAST && password.length() <= PASSWORD_AT_MOST;
        if (!inRange
                || password.toLowerCase(Locale.ROOT).contains(person.toLowerCase(Locale.ROOT))
                || guessing.get()
                                .measure(
                                        password.substring(0, Math.min(password.length(), ESTIMATED)),
                                        List.of(person.toLowerCase(Locale.ROOT), "huifang", "回访"))
                                .getScore()
                        < STRENGTH_AT_LEAST) {
            throw refused(
                    "PASSWORD_STRONG",
                    "password",
                    "口令须有 10 到 200 个字符,且不易猜到;几个不相干的词连在一起最好记",
                    "A password has 10 to 200 characters and is hard to guess; some unrelated words are easy to remember");
        }
    }

    private <T> T working(Supplier<T> work) {
        boolean mine = false;
        try {
            mine = working.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!mine) {
                throw refused("SIGN_IN_BUSY", null, "登录的人太多,请稍后再试", "Too many are signing in; try again later");
            }
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            if (mine) {
                working.release();
            }
        }
    }

    private static RefusedException noInvitation() {
        return refused(
                "INVITATION_VALID",
                "invitation",
                "邀请已用过或已过期,请向管理员索取新的",
                "This invitation was used or has expired; ask an administrator for a new one");
    }

    private static RefusedException locked(Duration wait) {
        long seconds = Math.max(1, wait.toSeconds());
        return refused(
                "SIGN_IN_LATER",
                null,
                "口令错误次数过多,请在 " + seconds + " 秒后再试",
                "Too many wrong passwords; try again in " + seconds + " seconds");
    }

    private static RefusedException refused(String code, @Nullable String field, String zh, String en) {
        return new RefusedException(new Refusal(code, "§2", field, zh, en));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
