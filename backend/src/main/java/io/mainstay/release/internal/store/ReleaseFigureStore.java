// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal.store;

import io.mainstay.change.ChangeFigures.Scope;
import io.mainstay.change.ReleaseFigures;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import org.springframework.stereotype.Component;

/** How releases came out. */
@Component
public final class ReleaseFigureStore {

    private final Cypher cypher;

    ReleaseFigureStore(Cypher cypher) {
        this.cypher = cypher;
    }

    /** What came of the visible releases that ended in the range; they have neither a template nor a type of change. */
    public ReleaseFigures during(Visibility visibility, Scope scope) {
        return cypher.statement("release/figures")
                .with("from", scope.from())
                .with("to", scope.to())
                .with("teamIds", scope.teamIds())
                .with("serviceOfferingIds", scope.serviceOfferingIds())
                .with("organisationIds", scope.organisationIds())
                .with("v", visibility.parameters())
                .one(row -> new ReleaseFigures(
                        row.integer("closed"), row.integer("rolledBack"), row.integer("withIncidents")))
                .orElseThrow();
    }
}
