// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeState;
import io.mainstay.change.ChangeType;
import io.mainstay.change.FreezeException;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.EstimatedCost;
import io.mainstay.workflow.MaterialFields;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of a change an authorisation may be for, as the API and the history name it. */
public final class ChangeMaterial {

    /** What it is made to, when, by whom and in spite of what is material whatever is set: policies, risk and conflicts rest on it. */
    public static final MaterialFields FIELDS = MaterialFields.of(TicketKind.CHANGE)
            .always("ciIds")
            .always("excludedCiIds", "excludedCiIds", "excludedCiReasons")
            .always("noCisReason")
            // Policies ask for the services of a change, and their owners.
            .always("serviceOfferingId")
            .always("plannedFrom")
            .always("plannedTo")
            .always("implementerIds")
            .always("riskAnswers")
            .always(EstimatedCost.FIELD)
            .always(ChangeGraphEdits.FIELD)
            .always("conflictExemptionReason")
            .always(FreezeException.WINDOWS)
            // Rules of risk ask whether there are any, and a high risk is not assessed without a test.
            .always("testPlan")
            .always("backOutPlan")
            .byDefault("plan")
            .byDefault(ChangeOutages.FIELD, ChangeOutages.FIELD, "plannedOutageCiIds")
            .byDefault(ChangeTasks.PLANNED)
            .ifPutIn("title")
            .ifPutIn("description")
            .ifPutIn("reason")
            .ifPutIn("imminentRisk")
            .ifPutIn("communicationPlan")
            .build();

    /** In which states a change that has to be approved is, or whoever is to approve it is asked. */
    static final Set<ChangeState> APPROVED_OR_WAITING = EnumSet.of(ChangeState.AUTHORISATION, ChangeState.SCHEDULED);

    private ChangeMaterial() {}

    /** By which fields an edit would withdraw approvals of a change; null if there are none, or it is not edited any more. */
    public static @Nullable MaterialFields withdrawable(Change change) {
        return change.type() != ChangeType.STANDARD && APPROVED_OR_WAITING.contains(change.state()) ? FIELDS : null;
    }
}
