// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.CreateConfigurationItem;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.secret.SecretBox;
import io.mainstay.platform.secret.UnreadableSecretException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Seals the values of secret attributes. A sealed value belongs to its CI and its key: copied to another one it does not
 * open.
 */
@Component
public final class SecretAttributes {

    private final SecretBox box;

    SecretAttributes(SecretBox box) {
        this.box = box;
    }

    boolean canSeal() {
        return box.currentKeyId().isPresent();
    }

    /** How values are sealed now; what was sealed otherwise is to be sealed anew. */
    Optional<String> currentSealing() {
        return box.currentSealing();
    }

    /** Whether a value of the CI is sealed otherwise than values are now. */
    boolean isOutdated(ConfigurationItem item) {
        return item.secrets().values().stream()
                .anyMatch(value -> !Optional.of(SecretBox.sealingOf(value)).equals(currentSealing()));
    }

    String seal(String itemId, String key, String value) {
        return box.seal(value, place(itemId, key));
    }

    /**
     * The secret values of a CI, sealed anew with the key that seals now.
     *
     * @throws UnreadableSecretException if one does not open
     */
    Map<String, String> reseal(ConfigurationItem item) {
        Map<String, String> resealed = new HashMap<>();
        item.secrets()
                .forEach((key, value) ->
                        resealed.put(key, seal(item.id(), key, box.open(value, place(item.id(), key)))));
        return resealed;
    }

    /** The command with fingerprints for secret values, in a form that may be hashed and kept. */
    public Object fingerprinted(CreateConfigurationItem command, Collection<String> secretKeys) {
        if (secretKeys.isEmpty()) {
            return command;
        }
        Map<String, @Nullable Object> attributes = new HashMap<>(command.attributes());
        for (String key : secretKeys) {
            attributes.computeIfPresent(key, (_, value) -> box.fingerprint(value.toString()));
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
