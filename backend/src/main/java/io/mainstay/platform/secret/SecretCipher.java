// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts texts with AES-256-GCM (NIST SP 800-38D): a random nonce of 96 bits for each, a tag of 128 bits, and the place that
 * the text belongs to as additional data, so that a ciphertext moved elsewhere is refused.
 *
 * <p>A ciphertext is {@code v2:<key id>:<nonce, ciphertext and tag in Base64>}. The key id tells which key decrypts it, so that
 * keys can be replaced one after the other. No key is used for two purposes: those that encrypt and those that make
 * fingerprints are derived from it (RFC 5869). Texts of the form {@code v1}, encrypted with the key itself, are still decrypted.
 */
public final class SecretCipher {

    private static final String UNDERIVED = "v1";
    private static final String DERIVED = "v2";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String MAC = "HmacSHA256";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int PARTS = 3;

    private final SecretKeys keys;
    private final SecureRandom random = new SecureRandom();

    private SecretCipher(SecretKeys keys) {
        this.keys = keys;
    }

    /**
     * A cipher with these keys.
     *
     * @param keys each {@code <id>:<256 bits in Base64>}; the first one encrypts, the others decrypt what was encrypted before
     * @throws IllegalArgumentException if a key is malformed or an id comes twice; the message shows no key
     */
    public static SecretCipher of(List<String> keys) {
        return new SecretCipher(SecretKeys.of(keys));
    }

    /** The id of the key that encrypts; empty if there is none, and then nothing can be encrypted. */
    public Optional<String> currentKeyId() {
        return keys.currentId();
    }

    /**
     * Encrypts a text.
     *
     * @param place what the text belongs to, such as a record and its field
     * @throws IllegalStateException if there is no key; see {@link #currentKeyId()}
     */
    public String encrypt(String text, String place) {
        String keyId = currentKeyId().orElseThrow(SecretCipher::noKey);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] encrypted;
        try {
            encrypted = cipher(Cipher.ENCRYPT_MODE, key(keyId).encryption(), nonce, place)
                    .doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + CIPHER, impossible);
        }
        byte[] bytes = ByteBuffer.allocate(nonce.length + encrypted.length)
                .put(nonce)
                .put(encrypted)
                .array();
        return String.join(":", DERIVED, keyId, Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * Decrypts a ciphertext.
     *
     * @param place the same as it was encrypted with
     * @throws UnreadableSecretException if it cannot be decrypted
     */
    public String decrypt(String ciphertext, String place) {
        String[] parts = parts(ciphertext);
        byte[] bytes = bytes(parts[2]);
        if (bytes.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw malformed();
        }
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        try {
            byte[] text = cipher(Cipher.DECRYPT_MODE, decryptionKey(parts), nonce, place)
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (AEADBadTagException altered) {
            throw new UnreadableSecretException("The encrypted value was altered, or belongs somewhere else");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + CIPHER, impossible);
        }
    }

    /** How a text was encrypted: with which key, and in which way. */
    public static String encryptionOf(String ciphertext) {
        String[] parts = parts(ciphertext);
        return parts[0].equals(UNDERIVED) ? parts[1] : encryption(parts[1]);
    }

    /** How texts are encrypted now, which differs from {@link #encryptionOf} of those that are to be encrypted anew. */
    public Optional<String> currentEncryption() {
        return currentKeyId().map(SecretCipher::encryption);
    }

    private static String encryption(String keyId) {
        return DERIVED + ':' + keyId;
    }

    /**
     * A text that is equal for equal values and tells nothing of them to those without the key.
     *
     * @throws IllegalStateException if there is no key
     */
    public String fingerprint(String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key(currentKeyId().orElseThrow(SecretCipher::noKey)).fingerprinting());
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + MAC, impossible);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private SecretKey decryptionKey(String[] parts) {
        SecretKeys.Derived key = key(parts[1]);
        return parts[0].equals(UNDERIVED) ? key.master() : key.encryption();
    }

    private SecretKeys.Derived key(String id) {
        return keys.key(id)
                .orElseThrow(
                        () -> new UnreadableSecretException("The key " + id + " of an encrypted value is missing"));
    }

    private static String[] parts(String ciphertext) {
        String[] parts = ciphertext.split(":", PARTS);
        if (parts.length != PARTS || !(parts[0].equals(UNDERIVED) || parts[0].equals(DERIVED))) {
            throw malformed();
        }
        return parts;
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw malformed();
        }
    }

    private static UnreadableSecretException malformed() {
        return new UnreadableSecretException("The value is not an encrypted one");
    }

    private static IllegalStateException noKey() {
        return new IllegalStateException("There is no key to encrypt with");
    }
}
