// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.CreateConfigurationItem;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.secret.SecretCipher;
import io.mainstay.platform.secret.UnreadableSecretException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Encrypts the values of secret attributes. An encrypted value belongs to its CI and its key: copied to another one it cannot
 * be decrypted.
 */
@Component
public final class SecretAttributes {

    private final SecretCipher cipher;

    SecretAttributes(SecretCipher cipher) {
        this.cipher = cipher;
    }

    boolean canEncrypt() {
        return cipher.currentKeyId().isPresent();
    }

    /** How values are encrypted now; what was encrypted otherwise is to be encrypted anew. */
    Optional<String> currentEncryption() {
        return cipher.currentEncryption();
    }

    /** Whether a value of the CI is encrypted otherwise than values are now. */
    boolean isOutdated(ConfigurationItem item) {
        return item.secrets().values().stream()
                .anyMatch(
                        value -> !Optional.of(SecretCipher.encryptionOf(value)).equals(currentEncryption()));
    }

    String encrypt(String itemId, String key, String value) {
        return cipher.encrypt(value, place(itemId, key));
    }

    /**
     * The secret values of a CI, encrypted anew with the key that encrypts now.
     *
     * @throws UnreadableSecretException if one cannot be decrypted
     */
    Map<String, String> reencrypt(ConfigurationItem item) {
        Map<String, String> reencrypted = new HashMap<>();
        item.secrets()
                .forEach((key, value) ->
                        reencrypted.put(key, encrypt(item.id(), key, cipher.decrypt(value, place(item.id(), key)))));
        return reencrypted;
    }

    /** The command with fingerprints for secret values, in a form that may be hashed and kept. */
    public Object fingerprinted(CreateConfigurationItem command, Collection<String> secretKeys) {
        if (secretKeys.isEmpty()) {
            return command;
        }
        Map<String, @Nullable Object> attributes = new HashMap<>(command.attributes());
        for (String key : secretKeys) {
            attributes.computeIfPresent(key, (_, value) -> cipher.fingerprint(value.toString()));
        }
        return command.withAttributes(attributes);
    }

    static UserError noKey(String key, String... field) {
        return UserError.of(
                        UserErrorCode.CONFLICT,
                        key + " cannot be stored: this installation has no key that encrypts secret attributes"
                                + " (MAINSTAY_SECRETS_KEYS).",
                        field)
                .with("reason", "NO_SECRETS_KEY");
    }

    private static String place(String itemId, String key) {
        return itemId + '/' + key;
    }
}
