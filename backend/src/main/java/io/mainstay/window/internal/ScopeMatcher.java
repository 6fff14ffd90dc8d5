// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.cmdb.Criticality;
import io.mainstay.platform.expression.Expression;
import io.mainstay.platform.expression.Expression.Result;
import io.mainstay.platform.expression.ExpressionLanguage;
import io.mainstay.platform.expression.ValueType;
import io.mainstay.window.ChangeWindowPart;
import io.mainstay.window.ChangeWindowReason;
import io.mainstay.window.ChangeWindowScope;
import io.mainstay.window.CiFacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which CIs a scope covers, and by which of its parts. */
public final class ScopeMatcher {

    /** What an expression may ask of a CI. */
    public static final ExpressionLanguage LANGUAGE = new ExpressionLanguage(Map.ofEntries(
            Map.entry("ci.id", ValueType.TEXT),
            Map.entry("ci.name", ValueType.TEXT),
            Map.entry("ci.class", ValueType.TEXT),
            Map.entry("ci.classPath", ValueType.TEXTS),
            Map.entry("ci.criticality", ValueType.TEXT),
            Map.entry("ci.lifecycle", ValueType.TEXT),
            Map.entry("ci.organisation.id", ValueType.TEXT),
            Map.entry("ci.organisation.name", ValueType.TEXT),
            Map.entry("ci.organisationIds", ValueType.TEXTS),
            Map.entry("ci.siteIds", ValueType.TEXTS),
            Map.entry("ci.serviceIds", ValueType.TEXTS),
            Map.entry("ci.attributes", ValueType.VALUES)));

    private final ChangeWindowScope scope;
    private final Set<String> ciIds;
    private final Map<String, String> classIds;
    private final @Nullable Expression expression;

    /**
     * @param classIds ids of the scope's classes by their keys
     * @throws io.mainstay.platform.expression.ExpressionSyntaxException if its expression is none
     */
    public ScopeMatcher(ChangeWindowScope scope, Map<String, String> classIds) {
        this.scope = scope;
        this.ciIds = Set.copyOf(scope.ciIds());
        this.classIds = Map.copyOf(classIds);
        String text = scope.expression();
        this.expression = text == null ? null : LANGUAGE.compile(text);
    }

    /** A CI with what expressions ask of it, which is worked out once however many ask. */
    public static final class Candidate {

        private final CiFacts facts;
        private @Nullable Map<String, Object> values;

        public Candidate(CiFacts facts) {
            this.facts = facts;
        }

        public CiFacts facts() {
            return facts;
        }

        private Map<String, Object> values() {
            Map<String, Object> known = values;
            if (known == null) {
                known = ScopeMatcher.values(facts);
                values = known;
            }
            return known;
        }
    }

    /** By which parts it covers the CI; none if it does not. */
    public List<ChangeWindowReason> reasons(Candidate candidate) {
        if (scope.everything()) {
            return List.of(new ChangeWindowReason(ChangeWindowPart.EVERYTHING, null));
        }
        CiFacts ci = candidate.facts();
        boolean byExpression = expression != null && expression.evaluate(candidate.values()) == Result.HOLDS;
        if (!byExpression && !names(ci)) {
            return List.of();
        }
        List<ChangeWindowReason> reasons = new ArrayList<>();
        if (ciIds.contains(ci.id())) {
            reasons.add(new ChangeWindowReason(ChangeWindowPart.ITEM, ci.id()));
        }
        add(reasons, ChangeWindowPart.SERVICE, scope.serviceIds(), ci.serviceIds());
        add(reasons, ChangeWindowPart.SITE, scope.siteIds(), ci.siteIds());
        for (String key : ci.classPath()) {
            String id = classIds.get(key);
            if (id != null) {
                reasons.add(new ChangeWindowReason(ChangeWindowPart.CLASS, id));
            }
        }
        add(reasons, ChangeWindowPart.ORGANISATION, scope.organisationIds(), ci.organisationIds());
        if (byExpression) {
            reasons.add(new ChangeWindowReason(ChangeWindowPart.EXPRESSION, null));
        }
        return reasons;
    }

    /** Whether it has an expression, which takes longer to ask than names do. */
    public boolean hasExpression() {
        return expression != null;
    }

    /** Whether it may depend on where a CI is and which services depend on it. */
    public boolean asksForPlacement() {
        return !scope.everything()
                && (expression != null
                        || !scope.serviceIds().isEmpty()
                        || !scope.siteIds().isEmpty());
    }

    /** Whether it names the CI or something around it; most scopes do not, so nothing is made to find that out. */
    private boolean names(CiFacts ci) {
        return ciIds.contains(ci.id())
                || isOneOf(scope.serviceIds(), ci.serviceIds())
                || isOneOf(scope.siteIds(), ci.siteIds())
                || (!classIds.isEmpty() && isOneOf(ci.classPath(), classIds.keySet()))
                || isOneOf(scope.organisationIds(), ci.organisationIds());
    }

    private static boolean isOneOf(List<String> ids, Collection<String> of) {
        for (int i = 0; i < ids.size(); i++) {
            if (of.contains(ids.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static void add(
            List<ChangeWindowReason> reasons, ChangeWindowPart part, List<String> named, Collection<String> of) {
        for (String id : named) {
            if (of.contains(id)) {
                reasons.add(new ChangeWindowReason(part, id));
            }
        }
    }

    private static Map<String, Object> values(CiFacts ci) {
        Criticality criticality = ci.criticality();
        Map<String, Object> values = new HashMap<>();
        values.put("ci.id", ci.id());
        values.put("ci.name", ci.name());
        values.put("ci.class", ci.classPath().getFirst());
        values.put("ci.classPath", ci.classPath());
        values.put("ci.criticality", criticality == null ? "" : criticality.name());
        values.put("ci.lifecycle", ci.lifecycle().name());
        values.put("ci.organisation.id", ci.organisationIds().getFirst());
        values.put("ci.organisation.name", ci.organisationName());
        values.put("ci.organisationIds", ci.organisationIds());
        values.put("ci.siteIds", List.copyOf(ci.siteIds()));
        values.put("ci.serviceIds", List.copyOf(ci.serviceIds()));
        Map<String, Object> attributes = new HashMap<>();
        ci.attributes()
                .forEach(
                        (key, value) -> attributes.put(key, value instanceof LocalDate date ? date.toString() : value));
        values.put("ci.attributes", attributes);
        return values;
    }
}
