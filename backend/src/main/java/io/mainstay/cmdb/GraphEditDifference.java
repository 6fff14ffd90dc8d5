// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not any more as a {@link GraphEdit} was planned on it.
 *
 * @param ciId the CI; null if it is a relation
 * @param relationId the relation, which somebody has ended; null if it is a CI
 * @param fields of the CI whose values are others now, as its history names them
 */
public record GraphEditDifference(
        @Nullable String ciId, @Nullable String relationId, List<String> fields) {

    public GraphEditDifference {
        fields = List.copyOf(fields);
    }
}
