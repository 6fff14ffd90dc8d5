// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.sla.SlaDefinitionView;
import io.mainstay.sla.SlaFacts;
import io.mainstay.sla.SlaMetric;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the definition that applies to a record: of those that fit, the one that asks for most. */
final class DefinitionChoice {

    private static final int SERVICE_WEIGHT = 4;
    private static final int CUSTOMER_WEIGHT = 2;
    private static final int PRIORITY_WEIGHT = 1;

    private DefinitionChoice() {}

    static Optional<SlaDefinitionView> choose(List<SlaDefinitionView> definitions, SlaMetric metric, SlaFacts facts) {
        return definitions.stream()
                .filter(definition -> definition.active()
                        && definition.kind() == facts.kind()
                        && definition.metric() == metric
                        && fits(definition, facts))
                .max(Comparator.comparingInt(DefinitionChoice::weight)
                        .thenComparing(SlaDefinitionView::id, Comparator.reverseOrder()));
    }

    /** Whether two definitions apply to exactly the same records. */
    static boolean sameRecords(SlaDefinitionView one, SlaDefinitionView other) {
        return one.kind() == other.kind()
                && one.metric() == other.metric()
                && Objects.equals(one.priority(), other.priority())
                && Objects.equals(one.serviceOfferingId(), other.serviceOfferingId())
                && Objects.equals(one.customerClass(), other.customerClass());
    }

    private static boolean fits(SlaDefinitionView definition, SlaFacts facts) {
        return fits(definition.priority(), facts.priority())
                && fits(definition.serviceOfferingId(), facts.serviceOfferingId())
                && fits(definition.customerClass(), facts.customerClass());
    }

    private static boolean fits(@Nullable String wanted, @Nullable String actual) {
        return wanted == null || wanted.equals(actual);
    }

    private static int weight(SlaDefinitionView definition) {
        return (definition.serviceOfferingId() == null ? 0 : SERVICE_WEIGHT)
                + (definition.customerClass() == null ? 0 : CUSTOMER_WEIGHT)
                + (definition.priority() == null ? 0 : PRIORITY_WEIGHT);
    }
}
