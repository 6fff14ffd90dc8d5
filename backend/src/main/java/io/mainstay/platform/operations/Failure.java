// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.operations;

import io.mainstay.kernel.Ids;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which record something failed for, and why. The reason is made by the system and may quote records. */
record Failure(@Nullable String aggregateId, @Nullable String error) {

    static Failure of(String aggregateId, String error) {
        return new Failure(aggregateId, error);
    }

    /** The ids of all that is named. */
    Stream<String> ids() {
        return Stream.of(aggregateId, error).flatMap(text -> text == null ? Stream.empty() : Ids.in(text));
    }

    /** The failure as somebody sees it from whom these are hidden. */
    Failure without(Set<String> hidden) {
        if (ids().noneMatch(hidden::contains)) {
            return this;
        }
        return new Failure(aggregateId == null || hidden.contains(aggregateId) ? null : aggregateId, null);
    }
}
