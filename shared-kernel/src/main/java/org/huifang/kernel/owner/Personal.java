package org.huifang.kernel.owner;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A text about a person, sealed under the key of the owner it belongs to: readable only while that key exists.
 *
 * @param keyId names the owner's key
 * @param box base64url of nonce and ciphertext (AES-256-GCM, authenticated together with {@code keyId})
 */
public record Personal(String keyId, String box) {

    /** {@code keyId.box}; a key id contains no dot. */
    @JsonCreator
    public static Personal parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("not a sealed text");
        }
        return new Personal(text.substring(0, dot), text.substring(dot + 1));
    }

    @Override
    @JsonValue
    public String toString() {
        return keyId + "." + box;
    }
}
