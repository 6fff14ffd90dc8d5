// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.CreateRelation;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.RelationType;
import io.mainstay.cmdb.internal.impact.RedundancyGroup;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules that a relation must keep, as far as the command alone tells. */
public final class RelationRules {

    private static final int MAX_GROUP_NAME = 100;
    private static final int MAX_MIN_UP = 1_000;

    private RelationRules() {}

    /** A command whose form is right. */
    public record Checked(
            RelationType type,
            String sourceId,
            String targetId,
            @Nullable FailureEffect effect,
            CreateRelation.@Nullable Group group) {

        public RelationStore.RelationKey key() {
            return new RelationStore.RelationKey(type, sourceId, targetId);
        }

        /** The group that the relation joins, if any: a group belongs to the CI that depends. */
        public Optional<RelationStore.GroupKey> groupKey() {
            if (group == null || group.name() == null) {
                return Optional.empty();
            }
            return switch (type.failureFlow()) {
                case TARGET_TO_SOURCE -> Optional.of(new RelationStore.GroupKey(sourceId, group.name()));
                case SOURCE_TO_TARGET -> Optional.of(new RelationStore.GroupKey(targetId, group.name()));
                case NONE -> Optional.empty();
            };
        }
    }

    /** The checked command; empty if something is wrong with it. */
    public static Optional<Checked> check(CreateRelation command, FieldPath path, Validation validation) {
        Validation own = new Validation();
        own.require(command.sourceId(), path.to("sourceId"));
        own.require(command.targetId(), path.to("targetId"));
        own.check(
                command.sourceId() == null || !command.sourceId().equals(command.targetId()),
                "another configuration item than sourceId",
                path.to("targetId"));
        Optional<RelationType> type = type(command.type(), path, own);
        if (type.isPresent() && !type.get().carriesFailure()) {
            String rule = "absent, because " + type.get() + " carries no failure";
            own.check(command.effect() == null, rule, path.to("effect"));
            own.check(command.group() == null, rule, path.to("group"));
        }
        checkGroup(command.group(), path, own);
        own.errors().forEach(validation::add);
        if (own.failed() || command.sourceId() == null || command.targetId() == null || type.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Checked(
                type.get(), command.sourceId(), command.targetId(), effect(type.get(), command), command.group()));
    }

    /** The group as its first relation makes it. */
    public static RelationStore.Group newGroup(String id, RelationStore.GroupKey key, CreateRelation.Group group) {
        return new RelationStore.Group(
                id,
                key.ciId(),
                key.name(),
                Objects.requireNonNullElseGet(minimum(group), () -> new RedundancyGroup.Count(1)),
                Objects.requireNonNullElse(group.effect(), FailureEffect.STOPS));
    }

    /** Notes where a command says something else of a group than what holds. */
    public static void compare(
            RelationStore.Group existing, CreateRelation.Group wanted, FieldPath path, Validation validation) {
        RedundancyGroup.Minimum minimum = minimum(wanted);
        if (minimum != null && !minimum.equals(existing.minimum())) {
            validation.add(differs(
                    existing,
                    switch (existing.minimum()) {
                        case RedundancyGroup.Count count -> "minUp " + count.minUp();
                        case RedundancyGroup.Percent percent -> "minUpPercent " + percent.percent();
                    },
                    path.to("group")));
        }
        if (wanted.effect() != null && wanted.effect() != existing.effect()) {
            validation.add(differs(existing, "effect " + existing.effect(), path.to("group", "effect")));
        }
    }

    private static UserError differs(RelationStore.Group existing, String has, String... field) {
        return UserError.of(
                UserErrorCode.CONFLICT,
                "The configuration item has a redundancy group " + existing.name() + " with " + has
                        + "; leave it out to join that group, or choose another name.",
                field);
    }

    private static Optional<RelationType> type(@Nullable String name, FieldPath path, Validation validation) {
        if (name == null) {
            validation.require(null, path.to("type"));
            return Optional.empty();
        }
        Optional<RelationType> type = Arrays.stream(RelationType.values())
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
        validation.check(
                type.isPresent(),
                "one of " + Arrays.stream(RelationType.values()).map(Enum::name).collect(Collectors.joining(", ")),
                path.to("type"));
        return type;
    }

    private static void checkGroup(CreateRelation.@Nullable Group group, FieldPath path, Validation validation) {
        if (group == null) {
            return;
        }
        validation.requireText(group.name(), MAX_GROUP_NAME, path.to("group", "name"));
        Integer minUp = group.minUp();
        Integer percent = group.minUpPercent();
        validation.check(
                minUp == null || (minUp >= 1 && minUp <= MAX_MIN_UP), "1 to " + MAX_MIN_UP, path.to("group", "minUp"));
        validation.check(
                percent == null || (percent >= 1 && percent <= 100), "1 to 100", path.to("group", "minUpPercent"));
        validation.check(
                minUp == null || percent == null, "absent when minUp is given", path.to("group", "minUpPercent"));
    }

    private static RedundancyGroup.@Nullable Minimum minimum(CreateRelation.Group group) {
        if (group.minUp() != null) {
            return new RedundancyGroup.Count(group.minUp());
        }
        return group.minUpPercent() == null ? null : new RedundancyGroup.Percent(group.minUpPercent());
    }

    private static @Nullable FailureEffect effect(RelationType type, CreateRelation command) {
        if (!type.carriesFailure()) {
            return null;
        }
        return Objects.requireNonNullElse(command.effect(), type.defaultEffect());
    }
}
