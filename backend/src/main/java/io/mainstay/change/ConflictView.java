// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.ChangeConflict.Other;
import io.mainstay.change.ChangeConflict.Overlap;
import io.mainstay.change.internal.ConflictSentences;
import io.mainstay.change.internal.conflict.ConflictReach.Near;
import io.mainstay.change.internal.conflict.DependencyIndex.Taking;
import io.mainstay.change.internal.conflict.Finding;
import io.mainstay.change.internal.conflict.Span;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.PathStep;
import io.mainstay.identity.PersonView;
import io.mainstay.incident.Incident;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one reader is shown of what was found. A conflict is shown if the reader sees the other change, or what else it is with, and
 * at least one CI of each side that takes part; it lists what the reader sees and counts the rest.
 *
 * @param changes those that the reader sees, as are all others
 */
record ConflictView(
        Principal reader,
        Map<String, Change> changes,
        Map<String, ConfigurationItem> items,
        Map<String, Incident> incidents,
        Map<String, PersonView> people) {

    private static final Comparator<Finding.SharedGroup> WORST = Comparator.comparingInt(
                    (Finding.SharedGroup group) -> group.left().spare())
            .thenComparing(group -> group.group().id());

    /** What kind of conflict a finding is. */
    static ChangeConflictKind kind(Finding finding) {
        return switch (finding) {
            case Finding.SameItem _ -> ChangeConflictKind.SAME_CI;
            case Finding.Dependency _ -> ChangeConflictKind.DEPENDENCY;
            case Finding.SharedGroups _ -> ChangeConflictKind.REDUNDANCY_GROUP;
            case Finding.SamePeople _ -> ChangeConflictKind.IMPLEMENTER;
            case Finding.Frozen _ -> ChangeConflictKind.FREEZE;
            case Finding.OutsideMaintenance _ -> ChangeConflictKind.OUTSIDE_MAINTENANCE_WINDOW;
            case Finding.Impaired _ -> ChangeConflictKind.CI_IMPAIRED;
            case Finding.UrgentIncident _ -> ChangeConflictKind.OPEN_INCIDENT;
        };
    }

    /** The other changes that a finding is about. */
    static Stream<String> changeIds(Finding finding) {
        return finding instanceof Finding.WithOther other ? Stream.of(other.otherId()) : Stream.of();
    }

    /** The CIs that a finding is about; what lies between them is not among them. */
    static Collection<String> ciIds(Finding finding) {
        return switch (finding) {
            case Finding.SameItem same -> same.ciIds();
            case Finding.Dependency dependency -> dependency.ciIds();
            case Finding.SharedGroups shared ->
                shared.groups().stream()
                        .flatMap(group -> Stream.concat(
                                Stream.of(group.group().dependentId()),
                                Stream.concat(group.mine().stream(), group.theirs().stream())
                                        .map(Taking::ciId)))
                        .distinct()
                        .toList();
            case Finding.SamePeople _ -> List.of();
            case Finding.Frozen frozen -> frozen.ciIds();
            case Finding.OutsideMaintenance outside -> outside.ciIds();
            case Finding.Impaired impaired ->
                Stream.concat(Stream.of(impaired.ciId()), impaired.neededBy().stream())
                        .toList();
            case Finding.UrgentIncident urgent ->
                Stream.concat(urgent.ciIds().stream(), urgent.neededBy().stream())
                        .toList();
        };
    }

    static Stream<String> incidentIds(Finding finding) {
        return finding instanceof Finding.UrgentIncident urgent ? Stream.of(urgent.incidentId()) : Stream.of();
    }

    static Stream<String> personIds(Finding finding) {
        return finding instanceof Finding.SamePeople same ? same.personIds().stream() : Stream.of();
    }

    /** A conflict as the reader sees it; empty if it is hidden. Paths are whole still. */
    Optional<ChangeConflict> shown(Finding finding) {
        return switch (finding) {
            case Finding.SameItem same -> shown(same).map(ConflictView::marked);
            case Finding.Dependency dependency -> shown(dependency).map(ConflictView::marked);
            case Finding.SharedGroups shared -> shown(shared).map(ConflictView::marked);
            case Finding.SamePeople same -> shown(same).map(ConflictView::marked);
            case Finding.Frozen frozen -> shown(frozen);
            case Finding.OutsideMaintenance outside -> shown(outside);
            case Finding.Impaired impaired -> shown(impaired);
            case Finding.UrgentIncident urgent -> shown(urgent);
        };
    }

    /** Says so if the other change does not tell of the conflict. */
    private static ChangeConflict marked(ChangeConflict conflict) {
        return conflict.exemptionReason() == null
                ? conflict
                : new ChangeConflict(
                        conflict.kind(),
                        conflict.cis(),
                        conflict.otherCis(),
                        conflict.other(),
                        conflict.overlap(),
                        conflict.hiddenCiCount(),
                        conflict.explanation() + ConflictSentences.exempt());
    }

    private Optional<ChangeConflict> shown(Finding.SameItem found) {
        Change other = changes.get(found.otherId());
        List<ConfigurationItem> seen = seen(found.ciIds());
        if (other == null || seen.isEmpty()) {
            return Optional.empty();
        }
        Span span = found.overlap();
        return Optional.of(new ChangeConflict(
                ChangeConflictKind.SAME_CI,
                seen,
                seen,
                Other.of(other),
                overlap(span),
                found.ciIds().size() - seen.size(),
                ConflictSentences.sameItem(other.number(), seen, span.from(), span.to())));
    }

    private Optional<ChangeConflict> shown(Finding.Dependency found) {
        Change other = changes.get(found.otherId());
        List<Near> nearest = other == null ? List.of() : found.nearest(items::containsKey);
        if (other == null || nearest.isEmpty()) {
            return Optional.empty();
        }
        Near first = nearest.getFirst();
        Span span = found.overlap();
        return Optional.of(new ChangeConflict(
                ChangeConflictKind.DEPENDENCY,
                seen(nearest.stream().map(Near::ciId).toList()),
                seen(nearest.stream().map(Near::otherCiId).toList()),
                Other.of(other)
                        .with(nearest.stream()
                                .map(near -> new ChangeConflict.Dependency(
                                        item(near.ciId()), item(near.otherCiId()), near.otherDepends(), near.path()))
                                .toList()),
                overlap(span),
                hidden(found.ciIds()),
                ConflictSentences.dependency(
                        other.number(),
                        item(first.ciId()),
                        item(first.otherCiId()),
                        first.otherDepends(),
                        span.from(),
                        span.to())));
    }

    private Optional<ChangeConflict> shown(Finding.SharedGroups found) {
        Change other = changes.get(found.otherId());
        List<Finding.SharedGroup> shown = found.groups().stream()
                .filter(group -> items.containsKey(group.group().dependentId())
                        && isSeenOfAny(group.mine())
                        && isSeenOfAny(group.theirs()))
                .sorted(WORST)
                .toList();
        if (other == null || shown.isEmpty()) {
            return Optional.empty();
        }
        Finding.SharedGroup worst = shown.getFirst();
        Span span = found.overlap();
        return Optional.of(new ChangeConflict(
                ChangeConflictKind.REDUNDANCY_GROUP,
                seenOf(shown.stream().flatMap(group -> group.mine().stream())),
                seenOf(shown.stream().flatMap(group -> group.theirs().stream())),
                Other.of(other)
                        .withGroups(shown.stream()
                                .map(group -> new ChangeConflict.Group(
                                        item(group.group().dependentId()), group.left()))
                                .toList()),
                overlap(span),
                hidden(ciIds(found)),
                ConflictSentences.group(
                        other.number(),
                        item(worst.group().dependentId()),
                        worst.left(),
                        shown.size() - 1,
                        span.from(),
                        span.to())));
    }

    private boolean isSeenOfAny(List<Taking> takings) {
        return takings.stream().anyMatch(taking -> items.containsKey(taking.ciId()));
    }

    private List<ConfigurationItem> seenOf(Stream<Taking> takings) {
        return seen(takings.map(Taking::ciId).toList());
    }

    private Optional<ChangeConflict> shown(Finding.SamePeople found) {
        Change other = changes.get(found.otherId());
        if (other == null) {
            return Optional.empty();
        }
        List<PersonView> both = found.personIds().stream()
                .map(people::get)
                .filter(Objects::nonNull)
                .toList();
        Span span = found.overlap();
        return Optional.of(new ChangeConflict(
                ChangeConflictKind.IMPLEMENTER,
                List.of(),
                List.of(),
                Other.of(other).withPeople(both),
                overlap(span),
                0,
                ConflictSentences.people(other.number(), both, span.from(), span.to())));
    }

    private Optional<ChangeConflict> shown(Finding.Frozen found) {
        List<ConfigurationItem> seen = seen(found.ciIds());
        if (seen.isEmpty() || !reader.may(Permission.WINDOW_READ)) {
            return Optional.empty();
        }
        Span span = found.overlap();
        return Optional.of(new ChangeConflict(
                ChangeConflictKind.FREEZE,
                seen,
                List.of(),
                Other.NONE.with(found.window()),
                overlap(span),
                found.ciIds().size() - seen.size(),
                ConflictSentences.freeze(found.window().name(), seen, span.from(), span.to())));
    }

    /** A freeze with what was asked of it. */
    static ChangeConflict excepted(ChangeConflict frozen, FreezeException exception) {
        return frozen.with(
                exception,
                frozen.explanation()
                        + ConflictSentences.exception(
                                exception.reason(), exception.state() == FreezeException.State.GRANTED));
    }

    private Optional<ChangeConflict> shown(Finding.OutsideMaintenance found) {
        List<ConfigurationItem> seen = seen(found.ciIds());
        if (seen.isEmpty() || !reader.may(Permission.WINDOW_READ)) {
            return Optional.empty();
        }
        return Optional.of(new ChangeConflict(
                ChangeConflictKind.OUTSIDE_MAINTENANCE_WINDOW,
                seen,
                List.of(),
                Other.NONE,
                overlap(found.window()),
                found.ciIds().size() - seen.size(),
                ConflictSentences.outsideMaintenance(seen)));
    }

    private Optional<ChangeConflict> shown(Finding.Impaired found) {
        ConfigurationItem impaired = items.get(found.ciId());
        List<ConfigurationItem> neededBy = seen(found.neededBy());
        if (impaired == null || neededBy.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ChangeConflict(
                ChangeConflictKind.CI_IMPAIRED,
                neededBy,
                List.of(impaired),
                Other.NONE.with(found.state()),
                null,
                hidden(ciIds(found)),
                ConflictSentences.impaired(impaired, found.state(), neededBy)));
    }

    private Optional<ChangeConflict> shown(Finding.UrgentIncident found) {
        Incident incident = incidents.get(found.incidentId());
        List<ConfigurationItem> on = seen(found.ciIds());
        List<ConfigurationItem> neededBy = seen(found.neededBy());
        if (incident == null || on.isEmpty() || neededBy.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ChangeConflict(
                ChangeConflictKind.OPEN_INCIDENT,
                neededBy,
                on,
                Other.NONE.with(incident),
                null,
                hidden(ciIds(found)),
                ConflictSentences.incident(incident.number(), on, neededBy)));
    }

    /** The same with gaps in its paths where they lead over CIs that the reader does not see. */
    static ChangeConflict masked(ChangeConflict conflict, Set<String> seen) {
        List<ChangeConflict.Dependency> masked = conflict.other().dependencies().stream()
                .map(dependency -> new ChangeConflict.Dependency(
                        dependency.ci(),
                        dependency.otherCi(),
                        dependency.otherDepends(),
                        dependency.path().stream()
                                .map(step -> new PathStep(
                                        mask(step.fromId(), seen), mask(step.toId(), seen), step.relationType()))
                                .toList()))
                .toList();
        return new ChangeConflict(
                conflict.kind(),
                conflict.cis(),
                conflict.otherCis(),
                conflict.other().with(masked),
                conflict.overlap(),
                conflict.hiddenCiCount(),
                conflict.explanation());
    }

    private static @Nullable String mask(@Nullable String ciId, Set<String> seen) {
        return ciId != null && seen.contains(ciId) ? ciId : null;
    }

    /** Where paths lead, their ends included. */
    static Stream<String> onPaths(ChangeConflict conflict) {
        return conflict.other().dependencies().stream()
                .flatMap(dependency -> dependency.path().stream())
                .flatMap(step -> Stream.of(step.fromId(), step.toId()))
                .filter(Objects::nonNull);
    }

    private ConfigurationItem item(String ciId) {
        return Objects.requireNonNull(items.get(ciId), () -> "not seen: " + ciId);
    }

    private List<ConfigurationItem> seen(Collection<String> ciIds) {
        return ciIds.stream()
                .distinct()
                .map(items::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private int hidden(Collection<String> ciIds) {
        Set<String> hidden = new HashSet<>(ciIds);
        hidden.removeAll(items.keySet());
        return hidden.size();
    }

    private static Overlap overlap(Span span) {
        return new Overlap(span.from(), span.to());
    }
}
