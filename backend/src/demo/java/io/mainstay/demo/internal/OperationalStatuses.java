// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What open incidents say about the items that they are on. */
final class OperationalStatuses {

    private static final Set<IncidentStage> BEING_WORKED_ON =
            EnumSet.of(IncidentStage.IN_PROGRESS, IncidentStage.ON_HOLD);

    private final Map<String, OperationalStatus> statuses = new HashMap<>();

    OperationalStatuses(List<DemoIncident> incidents) {
        for (DemoIncident incident : incidents) {
            if (BEING_WORKED_ON.contains(incident.stage())) {
                statuses.merge(
                        incident.ci(),
                        statusOf(incident.symptom()),
                        (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
        }
    }

    List<DemoCi> apply(List<DemoCi> cis) {
        return cis.stream()
                .map(ci -> ci.withStatus(statuses.getOrDefault(ci.name(), ci.status())))
                .toList();
    }

    private static OperationalStatus statusOf(Symptom symptom) {
        return switch (symptom) {
            case UNAVAILABLE -> OperationalStatus.DOWN;
            case SLOW, ERROR_MESSAGE -> OperationalStatus.DEGRADED;
            case WRONG_RESULT, LOST_ACCESS, ALARM, QUESTION -> OperationalStatus.UP;
        };
    }
}
