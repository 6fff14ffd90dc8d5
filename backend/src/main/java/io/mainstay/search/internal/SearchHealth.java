// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Says in health details whether the search engine answers. Without it search goes on in the graph. */
@Component("search")
final class SearchHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED");

    private final SearchIndex index;

    SearchHealth(SearchIndex index) {
        this.index = index;
    }

    @Override
    public Health health() {
        try {
            return index.live()
                    .map(live -> Health.up().withDetail("index", live).build())
                    .orElseGet(() -> Health.status(DEGRADED)
                            .withDetail("reason", "the first index is being built")
                            .build());
        } catch (SearchIndexUnavailableException away) {
            return Health.status(DEGRADED)
                    .withDetail("reason", "the search engine does not answer; Neo4j answers searches")
                    .build();
        }
    }
}
