// SPDX-License-Identifier: Apache-2.0
package io.mainstay.attachment.internal;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.platform.secret.SecretCipher;
import io.mainstay.platform.security.SecurityProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Addresses from which a file is read without a token, for a few minutes: whoever may read what it is attached to is given one. Signed
 * with the installation's key, so that nobody makes one up or makes one last longer.
 */
@Component
public final class DownloadLinks {

    /** Where they lead, before the id. */
    public static final String PATH = "/attachments/";

    /** What names the end of one, in seconds since 1970. */
    public static final String EXPIRES = "expires";

    public static final String SIGNATURE = "signature";

    static final Duration VALID_FOR = Duration.ofMinutes(5);

    private final SecretCipher cipher;
    private final SecurityProperties security;
    private final BusinessClock clock;

    DownloadLinks(SecretCipher cipher, SecurityProperties security, BusinessClock clock) {
        this.cipher = cipher;
        this.security = security;
        this.clock = clock;
    }

    /** Whether there is a key. */
    public boolean possible() {
        return cipher.currentKeyId().isPresent();
    }

    /** An address of a file; empty without a key. */
    public Optional<String> of(String id) {
        if (!possible()) {
            return Optional.empty();
        }
        long expires = clock.now().plus(VALID_FOR).getEpochSecond();
        return Optional.of(security.publicUrl() + PATH + id + "?" + EXPIRES + "=" + expires + "&" + SIGNATURE + "="
                + signature(id, expires));
    }

    /** Whether an address was given, and is still valid. */
    public boolean isValid(String id, long expires, String signature) {
        Instant now = clock.now();
        return possible()
                && now.getEpochSecond() < expires
                && expires <= now.plus(VALID_FOR).getEpochSecond()
                && MessageDigest.isEqual(bytes(signature), bytes(signature(id, expires)));
    }

    private String signature(String id, long expires) {
        return cipher.fingerprint("attachment-download\n" + id + '\n' + expires)
                .replace('+', '-')
                .replace('/', '_')
                .replace("=", "");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
