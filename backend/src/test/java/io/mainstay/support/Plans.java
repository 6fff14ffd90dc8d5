// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.Plan;

/** How the real planner would run a statement. */
public final class Plans {

    private static final Set<String> ALWAYS_REFUSED = Set.of(
            "AllNodesScan", "CartesianProduct", "DirectedAllRelationshipsScan", "UndirectedAllRelationshipsScan");
    private static final Set<String> REFUSED_WITHOUT_REASON = Set.of(
            "NodeByLabelScan",
            "DirectedRelationshipTypeScan",
            "UndirectedRelationshipTypeScan",
            "DirectedUnionRelationshipTypesScan",
            "UndirectedUnionRelationshipTypesScan",
            "UnionNodeByLabelsScan");

    private Plans() {}

    public static Plan explain(Session session, String text) {
        return session.run("EXPLAIN " + text).consume().plan();
    }

    /**
     * The operators that no statement may have.
     *
     * @param reasoned whether it says why it reads a whole label
     */
    public static List<String> refused(Plan plan, boolean reasoned) {
        return operators(plan)
                .filter(operator ->
                        ALWAYS_REFUSED.contains(operator) || (!reasoned && REFUSED_WITHOUT_REASON.contains(operator)))
                .toList();
    }

    /** All operators, without the name of the database, such as {@code NodeIndexSeek}. */
    public static Stream<String> operators(Plan plan) {
        return Stream.concat(
                Stream.of(plan.operatorType().replaceAll("@.*", "")),
                plan.children().stream().flatMap(Plans::operators));
    }
}
