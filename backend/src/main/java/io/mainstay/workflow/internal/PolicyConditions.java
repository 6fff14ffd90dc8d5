// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal;

import io.mainstay.platform.expression.Expression;
import io.mainstay.platform.expression.ExpressionLanguage;
import io.mainstay.platform.expression.ValueType;
import io.mainstay.workflow.ApprovalMatter;
import io.mainstay.workflow.ApprovalPolicy;
import io.mainstay.workflow.ApprovalTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The conditions of policies. What was read of one is kept by its text: there are at most some hundreds, and of all that were ever tried
 * the oldest go when there are too many.
 */
public final class PolicyConditions {

    /** The language of conditions; see the page on approvals. */
    public static final ExpressionLanguage LANGUAGE = new ExpressionLanguage(Map.of(
            "record.kind", ValueType.TEXT,
            "record.type", ValueType.TEXT,
            "record.risk", ValueType.TEXT,
            "record.services", ValueType.TEXTS,
            "record.cost", ValueType.NUMBER,
            "record.freezeException", ValueType.YES_OR_NO,
            "record.environment", ValueType.TEXT));

    private static final int MAX_KEPT = 1_000;

    private static final Map<String, Expression> KEPT = new ConcurrentHashMap<>();

    private PolicyConditions() {}

    /** Those of the policies that are for what is approved, in their order, whether their conditions hold or not. */
    public static List<ApprovalPolicy> asked(List<ApprovalPolicy> inOrder, ApprovalMatter matter) {
        return inOrder.stream()
                .filter(policy -> policy.target() == matter.target())
                .toList();
    }

    /** The first of the policies that are for it whose condition holds. One that cannot be decided, because the record has no cost, does not hold. */
    public static Optional<ApprovalPolicy> first(List<ApprovalPolicy> inOrder, ApprovalMatter matter) {
        Map<String, Object> values = values(matter);
        return asked(inOrder, matter).stream()
                .filter(policy -> holds(policy, values))
                .findFirst();
    }

    private static boolean holds(ApprovalPolicy policy, Map<String, Object> values) {
        String condition = policy.condition();
        return condition == null || compiled(condition).evaluate(values) == Expression.Result.HOLDS;
    }

    private static Expression compiled(String condition) {
        if (KEPT.size() > MAX_KEPT) {
            KEPT.clear();
        }
        return KEPT.computeIfAbsent(condition, LANGUAGE::compile);
    }

    private static Map<String, Object> values(ApprovalMatter matter) {
        Map<String, Object> values = new HashMap<>();
        values.put("record.kind", matter.part() == null ? matter.kind().name() : ApprovalTarget.DEPLOYMENT.name());
        values.put("record.type", matter.type());
        values.put("record.risk", Objects.requireNonNullElse(matter.risk(), ""));
        values.put("record.services", List.copyOf(matter.serviceIds()));
        values.put("record.freezeException", matter.freezeException());
        values.put(
                "record.environment", matter.part() == null ? "" : matter.part().environment());
        if (matter.cost() != null) {
            values.put("record.cost", matter.cost());
        }
        return values;
    }
}
