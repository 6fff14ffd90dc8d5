// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.List;

/**
 * The demo company as a whole. Items come before the relations between them, incidents in the order in which they were
 * reported, problems before those that turned out to be the same.
 */
public record Company(
        List<DemoCi> cis, List<DemoRelation> relations, List<DemoIncident> incidents, List<DemoProblem> problems, List<DemoChange> changes) {

    public Company {
        cis = List.copyOf(cis);
        relations = List.copyOf(relations);
        incidents = List.copyOf(incidents);
        problems = List.copyOf(problems);
        changes = List.copyOf(changes);
    }
}
