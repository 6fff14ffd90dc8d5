// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.RelationType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CIs, relations and groups as somebody would enter them: what the evaluator and the oracle are both given. */
public record FailureModel(List<Ci> cis, List<Relation> relations, List<Group> groups) {

    public record Ci(String id, boolean retired) {}

    /** "source TYPE target", with the effect that was named, if any. */
    public record Relation(
            String id,
            String source,
            RelationType type,
            String target,
            @Nullable FailureEffect effect,
            @Nullable String groupId,
            boolean ended) {}

    /** Exactly one of minUp and percent is given. */
    public record Group(
            String id,
            String ciId,
            String name,
            @Nullable Integer minUp,
            @Nullable Integer percent,
            FailureEffect effect) {}
}
