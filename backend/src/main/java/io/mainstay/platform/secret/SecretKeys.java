// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Keys by id, the one that encrypts first. */
final class SecretKeys {

    private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)");

    private static final String DERIVATION = "HKDF-SHA256";
    private static final int KEY_BYTES = 32;

    private final Map<String, Derived> byId;

    /**
     * A key and what is derived from it.
     *
     * @param master as it was given
     * @param encryption encrypts
     * @param fingerprinting authenticates
     */
    record Derived(SecretKey master, SecretKey encryption, SecretKey fingerprinting) {

        static Derived of(SecretKey master) {
            return new Derived(
                    master,
                    derived(master, "AES", "mainstay/seal"),
                    derived(master, "HmacSHA256", "mainstay/fingerprint"));
        }

        private static SecretKey derived(SecretKey master, String algorithm, String purpose) {
            try {
                return KDF.getInstance(DERIVATION)
                        .deriveKey(
                                algorithm,
                                HKDFParameterSpec.ofExtract()
                                        .addIKM(master)
                                        .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("every Java platform has " + DERIVATION, impossible);
            }
        }

        // A record would show the keys.
        @Override
        public String toString() {
            return "Derived";
        }
    }

    private SecretKeys(Map<String, Derived> byId) {
        this.byId = byId;
    }

    /** @throws IllegalArgumentException if an entry is malformed or an id comes twice; the message shows no key */
    static SecretKeys of(List<String> entries) {
        Map<String, Derived> byId = new LinkedHashMap<>();
        for (String entry : entries) {
            Matcher matcher = ENTRY.matcher(entry.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("Entry " + (byId.size() + 1)
                        + " of mainstay.secrets.keys is not <id>:<256 bits in Base64>, with an id of 1 to 32 letters, digits,"
                        + " hyphens and underscores");
            }
            SecretKey key = new SecretKeySpec(Base64.getDecoder().decode(matcher.group(2)), "AES");
            if (byId.put(matcher.group(1), Derived.of(key)) != null) {
                throw new IllegalArgumentException("mainstay.secrets.keys names " + matcher.group(1) + " twice");
            }
        }
        return new SecretKeys(byId);
    }

    Optional<String> currentId() {
        return byId.keySet().stream().findFirst();
    }

    Optional<Derived> key(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
