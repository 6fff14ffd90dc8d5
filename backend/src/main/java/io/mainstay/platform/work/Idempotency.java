// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.work;

import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.SystemClock;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes a create or a bulk mutation safe to send again. A key is unique per principal and operation for 24 hours; the
 * same request with the same key answers with what the first one made.
 */
@Component
public final class Idempotency {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final int MAX_LENGTH = 200;

    private final Cypher cypher;
    private final SystemClock clock;

    Idempotency(Cypher cypher, SystemClock clock) {
        this.cypher = cypher;
        this.clock = clock;
    }

    /**
     * Claims a key inside the unit of work that makes the result.
     *
     * @param key the client's key; null claims nothing
     * @param operation the mutation's name
     * @param request the request in a form that is equal for equal requests; records' {@code toString} will do
     * @param resultId the id that the result will have if this is the first request
     * @return the id of what an earlier request with this key made; empty if this is the first
     * @throws RefusedException if the key was used for a different request, or is empty or too long
     */
    public Optional<String> claim(
            Principal principal, String operation, @Nullable String key, Object request, String resultId) {
        if (key == null) {
            return Optional.empty();
        }
        new Validation()
                .check(!key.isBlank(), "1 to " + MAX_LENGTH + " characters", "idempotencyKey")
                .limitText(key, MAX_LENGTH, "idempotencyKey")
                .refuseIfFailed();
        Instant now = clock.now();
        String requestHash = hash(request.toString());
        Claim claim = cypher.statement("platform/claim-idempotency-key")
                .with("key", principal.personId() + ':' + operation + ':' + key)
                .with("requestHash", requestHash)
                .with("resultId", resultId)
                .with("now", now)
                .with("expiresAt", now.plus(KEPT))
                .one(Claim::of)
                .orElseThrow();
        if (!claim.requestHash().equals(requestHash)) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.IDEMPOTENCY_KEY_REUSED,
                    "idempotencyKey was used before for a different request; use a new key for a new request.",
                    "idempotencyKey"));
        }
        return claim.resultId().equals(resultId) ? Optional.empty() : Optional.of(claim.resultId());
    }

    /**
     * Forgets keys that have expired.
     *
     * @return how many were forgotten, at most {@code limit}
     */
    public int purge(int limit) {
        return cypher.statement("platform/purge-idempotency-keys")
                .with("now", clock.now())
                .with("limit", limit)
                .one(row -> row.integer("purged"))
                .orElse(0);
    }

    private static String hash(String request) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private record Claim(String requestHash, String resultId) {
        static Claim of(Row row) {
            return new Claim(row.string("requestHash"), row.string("resultId"));
        }
    }
}
