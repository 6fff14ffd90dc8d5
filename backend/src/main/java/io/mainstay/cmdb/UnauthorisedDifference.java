// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * That controlled attributes of a CI were changed without a change. A CI has one at most, until it is accepted into a change or
 * everything is as it was.
 *
 * @param since when the first of the attributes was changed so
 * @param keys of the attributes
 * @param before their values before that as text, in the same order; empty for none, and for what nobody may read
 * @param reason why somebody broke the glass; null if nobody had to
 */
public record UnauthorisedDifference(
        Instant since,
        List<String> keys,
        List<String> before,
        @Nullable String reason) {

    public UnauthorisedDifference {
        keys = List.copyOf(keys);
        before = List.copyOf(before);
    }

    /** An attribute that differs; null for no value, and for what nobody may read. */
    public record Attribute(
            String key, @Nullable String before, @Nullable String after) {}

    /**
     * What is left of it once a CI has other values; null if everything is as it was.
     *
     * @param attributes that it has then
     * @param secret whether nobody may read an attribute: then nobody can tell that it is as it was
     */
    public @Nullable UnauthorisedDifference left(Map<String, Object> attributes, Predicate<String> secret) {
        List<String> leftKeys = new ArrayList<>();
        List<String> leftBefore = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            if (secret.test(key) || !before.get(i).equals(text(attributes.get(key)))) {
                leftKeys.add(key);
                leftBefore.add(before.get(i));
            }
        }
        return leftKeys.isEmpty() ? null : new UnauthorisedDifference(since, leftKeys, leftBefore, reason);
    }

    /** The value of an attribute, as it is kept here. */
    static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** What differs between then and now. */
    public List<Attribute> attributes(ConfigurationItem now) {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> {
                    Object after = now.attributes().get(keys.get(i));
                    String was = before.get(i);
                    return new Attribute(
                            keys.get(i), was.isEmpty() ? null : was, after == null ? null : after.toString());
                })
                .toList();
    }
}
