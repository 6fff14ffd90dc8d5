// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit;

import io.mainstay.audit.internal.Digests;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field of a record with its values before and after an edit.
 *
 * @param field the field's name as clients know it; it ends in {@code Id} or {@code Ids} if and only if the values are ids
 *     of records, of which readers are shown those that they may see
 * @param before the value before as text; null if there was none
 * @param after the value after as text; null if there is none
 * @param secret whether the values must not be kept; their digests are
 */
public record FieldChange(
        String field, @Nullable String before, @Nullable String after, boolean secret) {

    /**
     * Renders the values as text: instants in ISO 8601, enums by name, collections as their elements between brackets.
     */
    public static FieldChange of(String field, @Nullable Object before, @Nullable Object after) {
        return new FieldChange(field, text(before), text(after), false);
    }

    /** A change of a value that neither history nor audit may show, such as a secret attribute. */
    public static FieldChange secret(String field, @Nullable Object before, @Nullable Object after) {
        return new FieldChange(field, text(before), text(after), true);
    }

    /** The digest of texts, for what a trail must vouch for without holding it a second time. */
    public static String digest(List<String> texts) {
        return Digests.of(List.copyOf(texts));
    }

    /** Whether the values differ; a field that was written with its own value has not changed. */
    public boolean changed() {
        return !Objects.equals(before, after);
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Enum<?> constant -> constant.name();
            case Instant instant -> instant.toString();
            case Collection<?> collection ->
                collection.stream().map(FieldChange::text).toList().toString();
            default -> value.toString();
        };
    }
}
