// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.sla.SlaDefinitionCommand;
import io.mainstay.sla.SlaDefinitionView;
import io.mainstay.sla.SlaMetric;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a definition must keep to, as far as it can be told from the definition itself. */
final class DefinitionRules {

    private static final int MAX_NAME = 120;
    private static final int MAX_REASONS = 50;
    private static final int MAX_WARNINGS = 10;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");
    private static final String INPUT = "input";

    /** The fields of a definition by name, for its history. */
    static final Map<String, Function<SlaDefinitionView, @Nullable Object>> FIELDS = fields();

    private DefinitionRules() {}

    /** @throws io.mainstay.kernel.RefusedException naming every field and rule that the command breaks */
    static void check(SlaDefinitionCommand command) {
        Validation validation = new Validation().requireText(command.name(), MAX_NAME, INPUT, "name");
        checkCode(validation, command.priority(), "priority");
        checkCode(validation, command.customerClass(), "customerClass");
        String offering = command.serviceOfferingId();
        validation.check(offering == null || Ids.isId(offering), "an id", INPUT, "serviceOfferingId");
        Duration target = command.target();
        validation.check(
                target.compareTo(SHORTEST) >= 0 && target.compareTo(LONGEST) <= 0 && target.getNano() == 0,
                "between one minute and 366 days, in whole seconds",
                INPUT,
                "target");
        checkReasons(validation, command);
        checkWarnings(validation, command.warningPercents());
        validation.refuseIfFailed();
    }

    private static void checkCode(Validation validation, @Nullable String code, String field) {
        validation.check(
                code == null || CODE.matcher(code).matches(),
                "a code of capital letters, digits and underscores, at most 40",
                INPUT,
                field);
    }

    private static void checkReasons(Validation validation, SlaDefinitionCommand command) {
        List<String> reasons = command.pausingHoldReasons();
        validation.check(
                reasons.size() <= MAX_REASONS
                        && reasons.stream()
                                .allMatch(reason -> CODE.matcher(reason).matches()),
                "at most " + MAX_REASONS + " codes of capital letters, digits and underscores",
                INPUT,
                "pausingHoldReasons");
        if (command.metric() == SlaMetric.RESPONSE && !reasons.isEmpty()) {
            validation.add(UserError.of(
                    UserErrorCode.INVALID,
                    "pausingHoldReasons must be empty: a response clock never pauses.",
                    INPUT,
                    "pausingHoldReasons"));
        }
    }

    private static void checkWarnings(Validation validation, List<Integer> percents) {
        validation.check(
                percents.size() <= MAX_WARNINGS
                        && new HashSet<>(percents).size() == percents.size()
                        && percents.stream().allMatch(percent -> percent >= 1 && percent <= 99),
                "at most " + MAX_WARNINGS + " different percentages from 1 to 99",
                INPUT,
                "warningPercents");
    }

    /** The version that ends a definition. */
    static SlaDefinitionView retired(SlaDefinitionView definition) {
        return new SlaDefinitionView(
                definition.id(),
                definition.version() + 1,
                false,
                definition.name(),
                definition.kind(),
                definition.metric(),
                definition.priority(),
                definition.serviceOfferingId(),
                definition.customerClass(),
                definition.target(),
                definition.calendarId(),
                definition.pausingHoldReasons(),
                definition.reopenMode(),
                definition.changeMode(),
                definition.pastThresholds(),
                definition.warningPercents());
    }

    private static Map<String, Function<SlaDefinitionView, @Nullable Object>> fields() {
        Map<String, Function<SlaDefinitionView, @Nullable Object>> fields = new LinkedHashMap<>();
        fields.put("active", SlaDefinitionView::active);
        fields.put("name", SlaDefinitionView::name);
        fields.put("kind", SlaDefinitionView::kind);
        fields.put("metric", SlaDefinitionView::metric);
        fields.put("priority", SlaDefinitionView::priority);
        fields.put("serviceOfferingId", SlaDefinitionView::serviceOfferingId);
        fields.put("customerClass", SlaDefinitionView::customerClass);
        fields.put("target", SlaDefinitionView::target);
        fields.put("calendarId", SlaDefinitionView::calendarId);
        fields.put("pausingHoldReasons", SlaDefinitionView::pausingHoldReasons);
        fields.put("reopenMode", SlaDefinitionView::reopenMode);
        fields.put("changeMode", SlaDefinitionView::changeMode);
        fields.put("pastThresholds", SlaDefinitionView::pastThresholds);
        fields.put("warningPercents", SlaDefinitionView::warningPercents);
        return fields;
    }
}
