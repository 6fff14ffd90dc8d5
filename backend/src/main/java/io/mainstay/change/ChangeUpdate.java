// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.record.FieldUpdate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What an update says of each field of a change. */
public record ChangeUpdate(
        FieldUpdate<String> title,
        FieldUpdate<String> description,
        FieldUpdate<String> categoryId,
        FieldUpdate<String> serviceOfferingId,
        FieldUpdate<String> reason,
        FieldUpdate<String> noCisReason,
        FieldUpdate<String> imminentRisk,
        FieldUpdate<String> plan,
        FieldUpdate<String> testPlan,
        FieldUpdate<String> backOutPlan,
        FieldUpdate<String> communicationPlan,
        FieldUpdate<Change.Window> window,
        FieldUpdate<List<String>> implementerIds,
        FieldUpdate<Map<String, Boolean>> riskAnswers,
        FieldUpdate<BigDecimal> estimatedCost) {

    Change.Purpose over(Change.Purpose purpose) {
        return new Change.Purpose(
                reason.overRequired(purpose.reason()),
                noCisReason.over(purpose.noCisReason()),
                imminentRisk.over(purpose.imminentRisk()));
    }

    Change.Plan over(Change.Plan planned) {
        List<String> implementers = implementerIds.over(planned.implementerIds());
        Change.Window when = window.over(planned.window());
        return new Change.Plan(
                plan.over(planned.steps()),
                testPlan.over(planned.test()),
                backOutPlan.over(planned.backOut()),
                communicationPlan.over(planned.communication()),
                when,
                implementers == null ? List.of() : implementers,
                planned.exclusions(),
                planned.templateId(),
                planned.outagesIn(when),
                Objects.requireNonNullElse(riskAnswers.over(planned.answers()), Map.of()),
                estimatedCost.over(planned.estimatedCost()));
    }
}
