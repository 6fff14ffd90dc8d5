// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import io.mainstay.cmdb.internal.impact.DependencyGraph;
import io.mainstay.cmdb.internal.impact.Dependent;
import io.mainstay.cmdb.internal.impact.LiveDependencyGraph;
import java.util.Collection;
import java.util.List;

/** The graph as it is in Neo4j now; one statement for each level. */
record Neo4jLiveDependencyGraph(DependencyGraph graph, FailureGraphReader reader) implements LiveDependencyGraph {

    @Override
    public List<Dependent> dependentsOf(Collection<String> providers, int limit) {
        return graph.dependentsOf(providers, limit);
    }

    @Override
    public List<Dependent> dependenciesOf(Collection<String> ciIds) {
        return reader.of(ciIds);
    }
}
