package org.huifang.command.owner;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.huifang.kernel.RecentlyUsed;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.owner.KeyDestroyedException;
import org.huifang.kernel.owner.OwnerId;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.kernel.owner.PersonalKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A key per owner (AES-256-GCM, the key id authenticated with the text), each wrapped by the master key (AES key wrap,
 * RFC 3394). Opened keys are remembered for a short while only, so that a destroyed one is soon forgotten here too.
 */
public final class KeyedPersonalData implements PersonalData, PersonalKeys {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int MAC_BYTES = 16;
    private static final String HMAC = "HmacSHA256";
    private static final int KEYS_KEPT = 100_000;
    private static final String SEALING = "AES/GCM/NoPadding";
    /** Whose ciphers are used: looking for it each time takes as long as sealing. No cipher is kept, it would keep its key. */
    private static final Provider CIPHERS = ciphers();

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final JdbcTemplate jdbc;
    private final SecretKey master;
    private final SecretKey digesting;
    private final SecretKey blinding;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Optional<SecretKey>> keys = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            // Tidying up takes less than handing it to another thread.
            .executor(Runnable::run)
            .build();
    private final Map<ComplaintId, String> keysOfComplaints = RecentlyUsed.map(KEYS_KEPT);
    private final Map<OwnerId, String> keysOfOwners = RecentlyUsed.map(KEYS_KEPT);

    /** @param master 32 bytes that never leave this installation */
    public KeyedPersonalData(JdbcTemplate jdbc, byte[] master) {
        this.jdbc = jdbc;
        this.master = new SecretKeySpec(master, "AES");
        this.digesting = derived(master, "request digests");
        this.blinding = derived(master, "blind index");
    }

    @Override
    public String keyFor(ComplaintId complaint) {
        return keyFor(complaint, keysOfComplaints, "complaint", complaint.value());
    }

    @Override
    public String keyFor(OwnerId owner) {
        return keyFor(owner, keysOfOwners, "owner", owner.value());
    }

    private <K> String keyFor(K whose, Map<K, String> found, String kind, UUID id) {
        String known = found.get(whose);
        if (known == null) {
            known = keyOf(kind, id, newId());
            found.put(whose, known);
        }
        return known;
    }

    /** Not remembered here: until the complaint is there, another process may settle it otherwise. */
    @Override
    public String keyForNew(ComplaintId complaint, @Nullable OwnerId owner) {
        keysOfComplaints.remove(complaint);
        return owner == null
                ? ownKey(complaint)
                : shared(complaint, known("owner", owner.value()).orElseThrow());
    }

    private String shared(ComplaintId complaint, String ofOwner) {
        jdbc.update(
                "INSERT INTO personal_key_of_complaint (complaint, key_id) VALUES (?, ?) ON CONFLICT (complaint)"
                        + " DO UPDATE SET key_id = excluded.key_id WHERE NOT EXISTS (SELECT FROM event WHERE stream = ?)",
                complaint.value(),
                ofOwner,
                complaint.toString());
        return known("complaint", complaint.value()).orElseThrow();
    }

    private String ownKey(ComplaintId complaint) {
        String made = newId();
        String found = keyOf("complaint", complaint.value(), made);
        if (found.equals(made)) {
            return made;
        }
        jdbc.update("""
                WITH key AS (INSERT INTO personal_key (key_id, wrapped)
                    SELECT ?, ? WHERE EXISTS (SELECT FROM personal_key_of_owner WHERE key_id = ?)
                        AND NOT EXISTS (SELECT FROM event WHERE stream = ?) RETURNING key_id)
                UPDATE personal_key_of_complaint SET key_id = key.key_id FROM key WHERE complaint = ?
                """, made, wrap(newKey()), found, complaint.toString(), complaint.value());
        return known("complaint", complaint.value()).orElseThrow();
    }

    @Override
    public boolean knows(OwnerId owner) {
        return known("owner", owner.value()).isPresent();
    }

    private Optional<String> known(String kind, UUID id) {
        List<String> found = jdbc.queryForList(
                "SELECT key_id FROM personal_key_of_%1$s WHERE %1$s = ?".formatted(kind), String.class, id);
        return found.stream().findFirst();
    }

    /**
     * The key that is there, or a new one: one statement, so one flush. Of two who make a key for the same, the second finds
     * the first's.
     *
     * @param kind of whom: {@code personal_key_of_<kind>} is asked
     * @param made the id of a new one
     */
    private String keyOf(String kind, UUID id, String made) {
        SecretKey key = newKey();
        List<String> found = jdbc.queryForList("""
                WITH known AS (SELECT key_id FROM personal_key_of_%1$s WHERE %1$s = ?),
                key AS (INSERT INTO personal_key (key_id, wrapped)
                    SELECT ?, ? WHERE NOT EXISTS (SELECT FROM known) RETURNING key_id),
                made AS (INSERT INTO personal_key_of_%1$s (%1$s, key_id) SELECT ?, key_id FROM key
                    ON CONFLICT (%1$s) DO NOTHING RETURNING key_id)
                SELECT key_id FROM known UNION ALL SELECT key_id FROM made
                """.formatted(kind), String.class, id, made, wrap(key), id);
        if (found.contains(made)) {
            keys.put(made, Optional.of(key));
        }
        return found.stream().findFirst().or(() -> known(kind, id)).orElseThrow();
    }

    @Override
    public Personal seal(String keyId, String text) {
        byte[] box = sealWith(keyId, keyId, text.getBytes(StandardCharsets.UTF_8));
        return new Personal(keyId, BASE64.encodeToString(box));
    }

    @Override
    public byte[] sealBytes(String keyId, String bound, byte[] plain) {
        return sealWith(keyId, keyId + " " + bound, plain);
    }

    @Override
    public Optional<byte[]> openBytes(String keyId, String bound, byte[] sealed) {
        return openWith(keyId, keyId + " " + bound, sealed);
    }

    /** @param bound authenticated together with the bytes */
    private byte[] sealWith(String keyId, String bound, byte[] plain) {
        byte[] nonce = bytes(NONCE_BYTES);
        SecretKey key = key(keyId).orElseThrow(KeyDestroyedException::new);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, bound, nonce, plain);
        byte[] box = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, box, nonce.length, sealed.length);
        return box;
    }

    private Optional<byte[]> openWith(String keyId, String bound, byte[] box) {
        return key(keyId)
                .map(key -> crypt(
                        Cipher.DECRYPT_MODE,
                        key,
                        bound,
                        Arrays.copyOf(box, NONCE_BYTES),
                        Arrays.copyOfRange(box, NONCE_BYTES, box.length)));
    }

    @Override
    public Optional<String> open(Personal personal) {
        return openWith(
                        personal.keyId(),
                        personal.keyId(),
                        Base64.getUrlDecoder().decode(personal.box()))
                .map(plain -> new String(plain, StandardCharsets.UTF_8));
    }

    @Override
    public void prepare(Collection<String> keyIds) {
        String[] unknown =
                keyIds.stream().filter(id -> keys.getIfPresent(id) == null).toArray(String[]::new);
        if (unknown.length > 1) {
            jdbc.query(
                    "SELECT key_id, wrapped FROM personal_key WHERE key_id = ANY(?) AND wrapped IS NOT NULL",
                    row -> {
                        keys.put(row.getString(1), Optional.of(unwrap(row.getBytes(2))));
                    },
                    (Object) unknown);
        }
    }

    @Override
    public void looked(String person, Collection<String> keyIds) {
        jdbc.update(
                "INSERT INTO personal_look (person, key_id) SELECT ?, unnest(?)",
                person,
                keyIds.toArray(String[]::new));
    }

    @Override
    public List<Look> looks(String keyId, int first) {
        return jdbc.query(
                "SELECT at, person FROM personal_look WHERE key_id = ? ORDER BY at DESC LIMIT ?",
                (row, n) -> new Look(row.getTimestamp(1).toInstant(), row.getString(2)),
                keyId,
                first);
    }

    @Override
    public String digest(byte[] request) {
        return BASE64.encodeToString(Arrays.copyOf(mac(digesting, request), MAC_BYTES));
    }

    @Override
    public String mark(String keyId, byte[] content) {
        SecretKey key = key(keyId).orElseThrow(KeyDestroyedException::new);
        return BASE64.encodeToString(Arrays.copyOf(mac(derived(key.getEncoded(), "marks"), content), MAC_BYTES));
    }

    @Override
    public byte[] blind(String kind, String value) {
        return Arrays.copyOf(mac(blinding, (kind + "\0" + value).getBytes(StandardCharsets.UTF_8)), MAC_BYTES);
    }

    @Override
    public Optional<Exported> export(ComplaintId complaint) {
        return known("complaint", complaint.value())
                .map(keyId -> new Exported(
                        keyId, key(keyId).map(SecretKey::getEncoded).orElse(null)));
    }

    @Override
    public void adopt(ComplaintId complaint, Exported exported) {
        byte[] key = exported.key();
        jdbc.update(
                "INSERT INTO personal_key (key_id, wrapped, destroyed_at) VALUES (?, ?, CASE WHEN ? THEN now() END)"
                        + " ON CONFLICT (key_id) DO NOTHING",
                exported.keyId(),
                key == null ? null : wrap(new SecretKeySpec(key, "AES")),
                key == null);
        jdbc.update(
                "INSERT INTO personal_key_of_complaint (complaint, key_id) VALUES (?, ?)",
                complaint.value(),
                exported.keyId());
    }

    private Optional<SecretKey> key(String keyId) {
        return keys.get(keyId, id -> jdbc
                .queryForList(
                        "SELECT wrapped FROM personal_key WHERE key_id = ? AND wrapped IS NOT NULL", byte[].class, id)
                .stream()
                .findFirst()
                .map(this::unwrap));
    }

    private byte[] wrap(SecretKey key) {
        try {
            Cipher cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.WRAP_MODE, master);
            return cipher.wrap(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String newId() {
        return BASE64.encodeToString(bytes(NONCE_BYTES));
    }

    private SecretKey newKey() {
        return new SecretKeySpec(bytes(KEY_BYTES), "AES");
    }

    private SecretKey unwrap(byte[] wrapped) {
        try {
            Cipher cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.UNWRAP_MODE, master);
            return (SecretKey) cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The master key does not fit this database", e);
        }
    }

    private static byte[] crypt(int mode, SecretKey key, String bound, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance(SEALING, CIPHERS);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A sealed text cannot be opened", e);
        }
    }

    private static Provider ciphers() {
        try {
            return Cipher.getInstance(SEALING).getProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key for one use only, so that what is made for one use says nothing in another. */
    private static SecretKey derived(byte[] key, String use) {
        return new SecretKeySpec(mac(new SecretKeySpec(key, HMAC), use.getBytes(StandardCharsets.UTF_8)), HMAC);
    }

    private static byte[] mac(SecretKey key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
