// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A decision, as somebody gives it.
 *
 * @param requestId null for the first open request of the record that they may decide
 * @param comment why; needed for REJECT and ABSTAIN, and for what the stage names
 * @param conditions what has to be done, each on a line of its own; APPROVE_WITH_CONDITIONS needs some here or as tasks
 * @param tasks conditions of which they say more, such as who meets them
 * @param evidenceVersion which evidence of impact, risk and conflicts they have seen; null if they do not say
 * @param expectedVersion the version of the request that they have seen; null if it does not matter to them
 */
public record GivenDecision(
        @Nullable String requestId,
        ApprovalDecision decision,
        @Nullable String comment,
        @Nullable String conditions,
        List<ApprovalCondition> tasks,
        @Nullable String evidenceVersion,
        @Nullable Integer expectedVersion) {

    public GivenDecision {
        tasks = List.copyOf(tasks);
    }

    /** All that has to be done. */
    public List<ApprovalCondition> allConditions() {
        return Stream.concat(lines(conditions).map(ApprovalCondition::of), tasks.stream())
                .toList();
    }

    /** The same, as it stays with the decision: as it was given, and what was said as tasks after it. */
    @Nullable
    String conditionsText() {
        if (tasks.isEmpty()) {
            return conditions;
        }
        List<ApprovalCondition> all = allConditions();
        return all.isEmpty()
                ? null
                : all.stream().map(condition -> condition.text().strip()).collect(Collectors.joining("\n"));
    }

    static Stream<String> lines(@Nullable String conditions) {
        return Objects.requireNonNullElse(conditions, "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty());
    }

    /** Where something of it stands in the mutation. */
    String[] field(String name) {
        return requestId == null ? new String[] {"input", name} : new String[] {name};
    }

    /** Of whoever decides what they are asked, and says what they have seen. */
    public static GivenDecision onEvidence(
            ApprovalDecision decision, @Nullable String comment, @Nullable String evidenceVersion) {
        return new GivenDecision(null, decision, comment, null, List.of(), evidenceVersion, null);
    }

    /** Of whoever decides what they are asked, whichever request that is. */
    public static GivenDecision of(ApprovalDecision decision, @Nullable String comment) {
        return new GivenDecision(null, decision, comment, null, List.of(), null, null);
    }
}
