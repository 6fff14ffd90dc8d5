// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A problem of the demo company with its history.
 *
 * @param key unique in the company
 * @param reporter who found that incidents recur
 * @param category names from the root of the category tree, joined by slashes
 * @param cis names of the items that it concerns
 * @param incidents keys of the incidents that it was reported from
 * @param steps in the order in which they happened
 * @param stage where the history ends
 */
public record DemoProblem(
        String key,
        String title,
        String description,
        RealmPerson reporter,
        String category,
        Level impact,
        Level urgency,
        List<String> cis,
        List<String> incidents,
        Instant reportedAt,
        List<ProblemStep> steps,
        Stage stage) {

    /** Where a problem's history ends. */
    public enum Stage {
        NEW,
        INVESTIGATING,
        FIXING,
        RESOLVED,
        CLOSED,
        RISK_ACCEPTED,
        DUPLICATE
    }

    public DemoProblem {
        cis = List.copyOf(cis);
        incidents = List.copyOf(incidents);
        steps = List.copyOf(steps);
    }

    /** The keys of all incidents that are linked to it. */
    public Stream<String> allIncidents() {
        Stream<String> later = steps.stream()
                .filter(ProblemStep.LinkIncidents.class::isInstance)
                .map(ProblemStep.LinkIncidents.class::cast)
                .flatMap(step -> step.incidents().stream());
        return Stream.concat(incidents.stream(), later);
    }
}
