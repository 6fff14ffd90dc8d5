// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.record.FieldUpdate;
import java.math.BigDecimal;
import java.time.Instant;

/** What an update says of each field of a release. */
public record ReleaseUpdate(
        FieldUpdate<ReleaseType> type,
        FieldUpdate<String> title,
        FieldUpdate<String> description,
        FieldUpdate<String> releaseVersion,
        FieldUpdate<String> plan,
        FieldUpdate<String> rollBackPlan,
        FieldUpdate<Instant> effectiveFrom,
        FieldUpdate<String> categoryId,
        FieldUpdate<String> serviceOfferingId,
        FieldUpdate<ServiceChange> serviceChange,
        FieldUpdate<String> intendedOutcome,
        FieldUpdate<BigDecimal> estimatedCost) {

    Release.ServicePlan over(Release.ServicePlan service) {
        return new Release.ServicePlan(
                serviceChange.over(service.change()), intendedOutcome.over(service.intended()), service.outcome());
    }

    Release.Plan over(Release.Plan planned) {
        return new Release.Plan(
                plan.over(planned.steps()),
                rollBackPlan.over(planned.rollBack()),
                effectiveFrom.over(planned.effectiveFrom()),
                estimatedCost.over(planned.estimatedCost()));
    }
}
