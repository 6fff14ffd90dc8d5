// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.conflict;

import io.mainstay.change.ChangeConflictKind;
import io.mainstay.change.ChangeConflicts.IncompleteReason;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something beside other changes that a change meets, as it is remembered from one look to the next.
 *
 * @param recordId the freeze, configuration item or incident
 */
public record Matter(Kind kind, String recordId) implements Comparable<Matter> {

    private static final Comparator<Matter> ORDER =
            Comparator.comparing(Matter::kind).thenComparing(Matter::recordId);

    /** What may be met. */
    public enum Kind {
        /** A freeze holds meanwhile. */
        FREEZE(ChangeConflictKind.FREEZE, "conflictingFreezeIds", IncompleteReason.WINDOWS),
        /** A configuration item has maintenance windows, and the change is not in them. */
        OUTSIDE_MAINTENANCE(
                ChangeConflictKind.OUTSIDE_MAINTENANCE_WINDOW, "outsideMaintenanceCiIds", IncompleteReason.WINDOWS),
        /** A maintenance window that covers an item; no conflict, but without it there may be one. */
        MAINTAINED(null, "", IncompleteReason.WINDOWS),
        CI_IMPAIRED(
                ChangeConflictKind.CI_IMPAIRED,
                "impairedCiIds",
                IncompleteReason.DEPENDENCIES,
                IncompleteReason.STATES),
        OPEN_INCIDENT(
                ChangeConflictKind.OPEN_INCIDENT,
                "urgentIncidentIds",
                IncompleteReason.DEPENDENCIES,
                IncompleteReason.INCIDENTS);

        private final @Nullable ChangeConflictKind conflict;
        private final String field;
        private final Set<IncompleteReason> hiding;

        Kind(@Nullable ChangeConflictKind conflict, String field, IncompleteReason... hiding) {
            this.conflict = conflict;
            this.field = field;
            this.hiding = EnumSet.copyOf(Set.of(hiding));
        }

        /** What it is told as; null if it is not. */
        public @Nullable ChangeConflictKind conflict() {
            return conflict;
        }

        /** Its name in the history of the change. */
        public String field() {
            return field;
        }

        /** Whether one may be there that was not found. */
        public boolean mayBeHidden(Set<IncompleteReason> incomplete) {
            return incomplete.stream().anyMatch(hiding::contains);
        }

        /** Whether it counts for a change that is taken out of conflicts. */
        public boolean countsIfExempt() {
            return this == FREEZE || this == MAINTAINED;
        }
    }

    /** @param maintainedBy the maintenance windows that cover items of the change */
    public static SortedSet<Matter> of(Collection<Finding> findings, Collection<String> maintainedBy) {
        SortedSet<Matter> matters = new TreeSet<>();
        for (Finding finding : findings) {
            switch (finding) {
                case Finding.Frozen frozen ->
                    matters.add(new Matter(Kind.FREEZE, frozen.window().id()));
                case Finding.OutsideMaintenance outside ->
                    outside.ciIds().forEach(ciId -> matters.add(new Matter(Kind.OUTSIDE_MAINTENANCE, ciId)));
                case Finding.Impaired impaired -> matters.add(new Matter(Kind.CI_IMPAIRED, impaired.ciId()));
                case Finding.UrgentIncident urgent -> matters.add(new Matter(Kind.OPEN_INCIDENT, urgent.incidentId()));
                case Finding.WithOther _ -> {
                    // Kept between the two changes.
                }
            }
        }
        maintainedBy.forEach(windowId -> matters.add(new Matter(Kind.MAINTAINED, windowId)));
        return matters;
    }

    @Override
    public int compareTo(Matter other) {
        return ORDER.compare(this, other);
    }
}
