// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service of the portfolio; {@code services.yml} explains the fields. */
record ServiceText(
        String key,
        String name,
        @Nullable String application,
        RealmOrganisation organisation,
        RealmTeam support,
        RealmPerson owner,
        Criticality criticality,
        Style style,
        @Nullable String engine,
        int nodes,
        List<String> components,
        List<String> dependsOn,
        List<String> uses,
        List<String> offerings,
        String about) {

    enum Style {
        VMS,
        CONTAINERS,
        INFRASTRUCTURE
    }

    /** Who answers for what runs the service: the organisation of the team that supports it. */
    Stewardship stewardship() {
        return Stewardship.of(support.organisation(), owner, support);
    }

    /** Who answers for the service as its users see it. */
    Stewardship front() {
        return new Stewardship(organisation, owner, RealmTeam.SERVICE_DESK, support);
    }

    String applicationService(Environment environment) {
        return key + "-" + environment.suffix();
    }
}
