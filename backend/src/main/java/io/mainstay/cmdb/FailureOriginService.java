// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.cmdb.internal.DependencyGraphs;
import io.mainstay.cmdb.internal.impact.Dependency;
import io.mainstay.cmdb.internal.impact.Dependent;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Finds what the failure of given CIs may come from. */
@Service
public final class FailureOriginService {

    /** How many CIs, those asked about included, are read. */
    public static final int MAX_CIS = 5_000;

    /** How many CIs may be asked about. */
    public static final int MAX_ASKED = 1_000;

    /** How many relations an origin may be away. */
    static final int MAX_LEVELS = 20;

    private final DependencyGraphs graphs;
    private final UnitOfWork work;

    FailureOriginService(DependencyGraphs graphs, UnitOfWork work) {
        this.graphs = graphs;
        this.work = work;
    }

    /**
     * Reads everything that CIs depend on, the nearest first, with one database call for each level and two more. What has no
     * place in the budgets is left out, and the answer says so.
     *
     * @param ciIds what has failed; those that the principal does not see are passed over
     */
    public FailureOrigins origins(Principal principal, Collection<String> ciIds) {
        principal.require(Permission.CI_READ);
        return work.read(() -> {
            List<String> visible = graphs.facts(new TreeSet<>(ciIds), principal.visibility()).stream()
                    .map(DependencyGraphs.Facts::ciId)
                    .sorted()
                    .toList();
            List<String> asked = visible.stream().limit(MAX_ASKED).toList();
            Walk walk = new Walk(asked);
            boolean whole = walk.run() && asked.size() == visible.size();
            Set<String> seen = graphs.facts(walk.met, principal.visibility()).stream()
                    .map(DependencyGraphs.Facts::ciId)
                    .collect(Collectors.toSet());
            return new FailureOrigins(asked, walk.rows, seen, whole);
        });
    }

    private final class Walk {

        private final Set<String> met;
        private final List<Dependent> rows = new ArrayList<>();
        private List<String> frontier;

        Walk(List<String> asked) {
            this.met = new LinkedHashSet<>(asked);
            this.frontier = asked;
        }

        /** Returns whether everything was read. */
        boolean run() {
            for (int level = 0; !frontier.isEmpty(); level++) {
                if (level > MAX_LEVELS) {
                    return false;
                }
                List<Dependent> read = graphs.dependencies(frontier);
                rows.addAll(read);
                Set<String> next = read.stream()
                        .flatMap(row -> row.dependencies().stream())
                        .map(Dependency::providerId)
                        .filter(ciId -> !met.contains(ciId))
                        .collect(Collectors.toCollection(TreeSet::new));
                frontier = next.stream().limit(MAX_CIS - met.size()).toList();
                met.addAll(frontier);
                if (frontier.size() < next.size()) {
                    rows.addAll(graphs.dependencies(frontier));
                    return false;
                }
            }
            return true;
        }
    }
}
