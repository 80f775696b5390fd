package org.huifang.kernel.account;

import java.time.Duration;
import java.time.Instant;
import org.huifang.kernel.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Passwords of the company's people. Nobody ever knows another's: an administrator invites a person, who chooses a password
 * at the address that the invitation is.
 */
public interface Accounts {
    int PASSWORD_AT_LEAST = 10;
    int PASSWORD_AT_MOST = 200;

    /** How long an invitation is good for, house rule. */
    Duration INVITED_FOR = Duration.ofDays(7);

    /** @param secret shown once; whoever has it chooses the person's password */
    record Invitation(String secret, Instant until) {}

    /** Whether anybody has chosen a password yet. */
    boolean any();

    /** A new one; those before are good no more. */
    Invitation invite(String person, Instant now);

    /**
     * Sets the password of whom the invitation is for, and uses the invitation up.
     *
     * @return who that is
     * @throws RefusedException when it is no invitation, they have left the company, or the password is too easy to guess
     */
    String choose(String secret, String password, Instant now);

    /** @throws RefusedException when the old one is wrong, or the new one is too easy to guess */
    void change(String person, String old, String password, Instant now);

    /** Whether a code is asked for beside the password. */
    boolean hasSecondFactor(String person);

    /**
     * A new secret for the person's authenticator app (RFC 6238: SHA-1, 6 digits, 30 s), in force once a code of it was right.
     *
     * @return in base32, as apps take it
     */
    String beginSecondFactor(String person);

    /** @throws RefusedException when the code is not of the secret that was begun, or was used before */
    void confirmSecondFactor(String person, String code, Instant now);

    /** @throws RefusedException when the password or the code is wrong */
    void dropSecondFactor(String person, String password, String code, Instant now);

    /**
     * Whether this is the password of a person of the company. After some failures the next trial has to wait, each time longer, also with the
     * right password.
     *
     * @param code of the second factor, where the person has one
     * @param address that it comes from, for the record
     * @throws RefusedException when it is not, a code is needed or wrong, or it comes too early
     */
    void verify(String person, String password, @Nullable String code, String address, Instant now);

    /**
     * Keeps for the record that the company's own log-in said who somebody is.
     *
     * @param admitted whether they are of the company
     */
    void recordCompanySignIn(String person, String address, boolean admitted, Instant now);
}
