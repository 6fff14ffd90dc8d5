// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.kernel.Confidentiality;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The provider's groups, read as organisations and teams. */
final class GroupTree {

    private final Map<String, ProviderGroup> groups = new LinkedHashMap<>();

    /** @param groups each after the one above it */
    GroupTree(List<ProviderGroup> groups) {
        groups.forEach(group -> this.groups.put(group.id(), group));
    }

    /** The organisations or the teams, each after the organisation above it. */
    List<GroupRow> ofKind(GroupKind kind) {
        return groups.values().stream()
                .filter(group -> group.kind() == kind)
                .map(group -> new GroupRow(kind, group.id(), group.name(), group.path(), organisationAbove(group)))
                .toList();
    }

    /** The ids of the groups whose members matter: organisations, teams, and what gives a clearance. */
    List<String> groupsWithMembers() {
        return groups.values().stream()
                .filter(group -> group.kind() != null || clearance(group).isPresent())
                .map(ProviderGroup::id)
                .toList();
    }

    /** The person with the groups of which it is a member; folders are left out. */
    PersonRow place(ProviderPerson person, Collection<String> groupIds) {
        List<String> organisationIds = of(groupIds, GroupKind.ORGANISATION);
        return new PersonRow(
                person.id(),
                person.username(),
                person.displayName(),
                person.email(),
                person.enabled(),
                home(organisationIds).orElse(null),
                organisationIds,
                of(groupIds, GroupKind.TEAM),
                clearance(person, groupIds));
    }

    /**
     * The person's own clearance, else that of the person's groups, as the realm fills the claim of tokens. Which of several
     * groups the realm takes is up to chance, so the lowest of them is kept.
     */
    private Confidentiality clearance(ProviderPerson person, Collection<String> groupIds) {
        if (person.clearance() != null) {
            return person.clearance();
        }
        return groupIds.stream()
                .filter(groups::containsKey)
                .flatMap(id -> clearance(group(id)).stream())
                .min(Comparator.naturalOrder())
                .orElse(Confidentiality.PUBLIC_INTERNAL);
    }

    /** That of the group, else that of the nearest one above it that has any. */
    private Optional<Confidentiality> clearance(ProviderGroup group) {
        if (group.clearance() != null) {
            return Optional.of(group.clearance());
        }
        String parentId = group.parentId();
        return parentId == null ? Optional.empty() : clearance(group(parentId));
    }

    /** The most specific organisation: the deepest, and of several the first by path. */
    private Optional<String> home(List<String> organisationIds) {
        return organisationIds.stream()
                .map(this::group)
                .min(Comparator.comparingInt(GroupTree::depth).reversed().thenComparing(ProviderGroup::path))
                .map(ProviderGroup::id);
    }

    private List<String> of(Collection<String> groupIds, GroupKind kind) {
        return groupIds.stream()
                .filter(groups::containsKey)
                .filter(id -> group(id).kind() == kind)
                .sorted()
                .toList();
    }

    private @Nullable String organisationAbove(ProviderGroup group) {
        String parentId = group.parentId();
        while (parentId != null) {
            ProviderGroup parent = group(parentId);
            if (parent.kind() == GroupKind.ORGANISATION) {
                return parent.id();
            }
            parentId = parent.parentId();
        }
        return null;
    }

    private ProviderGroup group(String id) {
        ProviderGroup group = groups.get(id);
        if (group == null) {
            throw new IllegalStateException("The group " + id + " came before the one above it");
        }
        return group;
    }

    private static int depth(ProviderGroup group) {
        return (int) group.path().chars().filter(character -> character == '/').count();
    }
}
