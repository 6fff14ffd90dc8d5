// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call that must be refused.
 *
 * @param name what is hostile about it
 * @param variables of the document, which are the mutation's arguments
 */
record Variant(String name, String token, String document, Map<String, ?> variables, Refusal refusal) {

    /** How it must be refused. */
    sealed interface Refusal {

        /** By the schema, for what is wrong with the document: top-level {@code BAD_REQUEST} that names this. */
        record Document(String names) implements Refusal {}

        /** By the schema, for the variable at the path: top-level {@code BAD_REQUEST} with the field. */
        record Schema(List<Object> path) implements Refusal {}

        /** By the use case: a user error with one of the codes, for the field at the path; null if it concerns none. */
        record Rule(Set<String> codes, @Nullable List<Object> path) implements Refusal {}
    }
}
