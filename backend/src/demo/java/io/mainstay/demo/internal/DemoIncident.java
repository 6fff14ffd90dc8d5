// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident of the demo company with its history.
 *
 * @param key unique in the company
 * @param template key of what goes wrong, the same for incidents that are alike
 * @param caller who is affected
 * @param reporter who entered it: the caller, or somebody of the service desk
 * @param category names from the root of the category tree, joined by slashes
 * @param site where the caller sees it
 * @param ci name of the item that is affected
 * @param offering name of the service offering that is affected
 * @param confidential whether only people with clearance may read it
 * @param steps in the order in which they happened
 */
public record DemoIncident(
        String key,
        String template,
        String title,
        String description,
        DemoPerson caller,
        DemoPerson reporter,
        Channel channel,
        String category,
        Symptom symptom,
        Level impact,
        Level urgency,
        @Nullable String site,
        String ci,
        String offering,
        boolean confidential,
        Instant reportedAt,
        List<IncidentStep> steps) {

    public DemoIncident {
        steps = List.copyOf(steps);
    }

    /** Where the history ends. */
    public IncidentStage stage() {
        IncidentStage stage = IncidentStage.NEW;
        for (IncidentStep step : steps) {
            stage = switch (step) {
                case IncidentStep.Assign assign -> IncidentStage.ASSIGNED;
                case IncidentStep.Start start -> IncidentStage.IN_PROGRESS;
                case IncidentStep.Hold hold -> IncidentStage.ON_HOLD;
                case IncidentStep.Resume resume -> IncidentStage.IN_PROGRESS;
                case IncidentStep.Resolve resolve -> IncidentStage.RESOLVED;
                case IncidentStep.Reopen reopen -> IncidentStage.IN_PROGRESS;
                case IncidentStep.Cancel cancel -> IncidentStage.CANCELLED;
                case IncidentStep.Close close -> IncidentStage.CLOSED;
                case IncidentStep.Comment comment -> stage;
                case IncidentStep.WorkNote note -> stage;
            };
        }
        return stage;
    }
}
