// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.mainstay.audit.FieldChange;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One field's values in an entry. The entry's hash covers the digests only, so that erasing a value with its salt leaves
 * the chain intact and the value beyond guessing.
 *
 * @param salt null once the values were erased, and for secret ones from the start
 */
public record AuditedValue(
        String field,
        @Nullable String before,
        @Nullable String after,
        @Nullable String salt,
        String beforeDigest,
        String afterDigest) {

    public static AuditedValue of(FieldChange change, String salt) {
        AuditedValue value = new AuditedValue(
                change.field(),
                change.before(),
                change.after(),
                salt,
                digest(salt, "before", change.before()),
                digest(salt, "after", change.after()));
        return change.secret() ? value.erased() : value;
    }

    public AuditedValue erased() {
        return new AuditedValue(field, null, null, null, beforeDigest, afterDigest);
    }

    // Jackson would take a method named like a getter for a property.
    @JsonIgnore
    public boolean isErased() {
        return salt == null;
    }

    /** Whether the values are those that were written; erased values no longer say. */
    @JsonIgnore
    public boolean isIntact() {
        if (salt == null) {
            return before == null && after == null;
        }
        return Objects.equals(beforeDigest, digest(salt, "before", before))
                && Objects.equals(afterDigest, digest(salt, "after", after));
    }

    private static String digest(String salt, String side, @Nullable String value) {
        return Digests.of(Arrays.asList(salt, side, value));
    }
}
