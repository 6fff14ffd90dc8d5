// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.secret;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys that encrypt secret values.
 *
 * @param keys each {@code <id>:<256 bits in Base64>}; the first one encrypts, the others are those of before
 */
@ConfigurationProperties("mainstay.secrets")
record SecretProperties(@DefaultValue List<String> keys) {

    SecretProperties {
        keys = keys.stream().filter(key -> !key.isBlank()).toList();
    }

    // A record would show the keys.
    @Override
    public String toString() {
        return "SecretProperties[" + keys.size() + " keys]";
    }
}
