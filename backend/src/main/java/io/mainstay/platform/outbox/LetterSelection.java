// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of a consumer that an operator means. What is only parked behind them comes along.
 *
 * @param eventType a prefix of the types of their events; empty for all
 * @param from when the last attempt failed at the earliest
 * @param before when it failed at the latest, exclusive
 */
public record LetterSelection(String consumer, String eventType, Instant from, Instant before) {

    private static final Instant ALWAYS = Instant.EPOCH;

    /** @param now what failed later is not meant, also by who sets no end */
    public static LetterSelection of(
            String consumer,
            @Nullable String eventType,
            @Nullable Instant from,
            @Nullable Instant before,
            Instant now) {
        return new LetterSelection(
                consumer,
                eventType == null ? "" : eventType,
                from == null ? ALWAYS : from,
                before == null || before.isAfter(now) ? now : before);
    }

    /** As parameters of a job and as details of its entry. */
    public Map<String, String> write() {
        return Map.of(
                "consumer", consumer, "eventType", eventType, "from", from.toString(), "before", before.toString());
    }

    static LetterSelection read(Map<String, String> parameters) {
        return new LetterSelection(
                parameters.getOrDefault("consumer", ""),
                parameters.getOrDefault("eventType", ""),
                Instant.parse(parameters.getOrDefault("from", "")),
                Instant.parse(parameters.getOrDefault("before", "")));
    }
}
