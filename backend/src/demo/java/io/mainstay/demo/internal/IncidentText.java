// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong, with what is said about it; {@code incidents.yml} explains the fields. */
record IncidentText(
        String key,
        int weight,
        Target target,
        String category,
        Symptom symptom,
        Level impact,
        Level urgency,
        @Nullable RealmTeam team,
        boolean confidential,
        List<Channel> channels,
        List<String> title,
        List<String> description,
        List<Line> script,
        Outcome resolution) {

    /** Which items it fits; an empty list of services means all. */
    record Target(
            List<CiKind> kinds,
            @Nullable Environment environment,
            List<String> services,
            @Nullable Place at) {

        boolean fits(DemoCi ci) {
            return kinds.contains(ci.kind())
                    && ci.lifecycle() == Lifecycle.LIVE
                    && (environment == null || environment == ci.environment())
                    && (services.isEmpty() || (ci.service() != null && services.contains(ci.service())))
                    && (at == null ? ci.place() != Place.STORE : at == ci.place());
        }
    }

    /** One thing that happens: exactly one component is there. */
    record Line(
            List<String> note,
            List<String> comment,
            List<String> reply,
            @Nullable Wait hold) {}

    record Wait(HoldReason reason, List<String> text) {}

    record Outcome(ResolutionCode code, List<String> text) {}
}
