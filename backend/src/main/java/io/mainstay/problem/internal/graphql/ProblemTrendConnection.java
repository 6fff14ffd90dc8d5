// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal.graphql;

import io.mainstay.kernel.PageRequest;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.problem.ProblemTrend;
import io.mainstay.problem.ProblemTrendAnswer;
import io.mainstay.problem.ProblemTrendIncompleteReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that also says whether it is whole. */
record ProblemTrendConnection(
        List<ProblemTrend> nodes,
        List<Connection.Edge<ProblemTrend>> edges,
        Connection.PageInfo pageInfo,
        int totalCount,
        boolean complete,
        @Nullable ProblemTrendIncompleteReason incompleteReason) {

    static ProblemTrendConnection of(ProblemTrendAnswer answer, PageRequest request, String scope) {
        Connection<ProblemTrend> connection = Connection.of(answer.page(request, scope));
        return new ProblemTrendConnection(
                connection.getNodes(),
                connection.getEdges(),
                connection.getPageInfo(),
                answer.trends().size(),
                answer.incompleteReason() == null,
                answer.incompleteReason());
    }
}
