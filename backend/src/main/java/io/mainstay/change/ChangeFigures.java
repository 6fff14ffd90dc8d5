// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the changes came out that were closed in a range, as far as one reader may see them.
 *
 * @param scope what of the question the reader may ask about
 */
public record ChangeFigures(
        Scope scope,
        Counts total,
        Groups byTeam,
        Groups byType,
        Groups byTemplate,
        Groups byServiceOffering,
        Times leadTime,
        Times waitingTime) {

    public Instant from() {
        return scope.from();
    }

    public Instant to() {
        return scope.to();
    }

    /**
     * Which changes count; each list is null for all.
     *
     * @param to exclusive
     */
    public record Scope(
            Instant from,
            Instant to,
            @Nullable List<String> teamIds,
            @Nullable List<ChangeType> types,
            @Nullable List<String> templateIds,
            @Nullable List<String> serviceOfferingIds,
            @Nullable List<String> organisationIds) {}

    /** By what changes are put together. */
    public enum Dimension {
        ALL,
        TEAM,
        TYPE,
        TEMPLATE,
        SERVICE
    }

    /** How some closed changes came out. */
    public record Counts(
            int closed,
            int successful,
            int withIssues,
            int backedOut,
            int failed,
            int notImplemented,
            int emergencies,
            int unauthorised) {

        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

        /** Those that were tried: what success is a part of. */
        public int implemented() {
            return closed - notImplemented;
        }

        public @Nullable Double successRate() {
            return share(successful, implemented());
        }

        public @Nullable Double emergencyShare() {
            return share(emergencies, closed);
        }

        public @Nullable Double unauthorisedShare() {
            return share(unauthorised, closed);
        }
    }

    /** @param complete false if there are smaller groups besides */
    public record Groups(List<Group> groups, boolean complete) {

        /** How many groups one answer tells of each sort. */
        public static final int MAX_GROUPS = 100;

        static final Groups NONE = new Groups(List.of(), true);

        public Groups {
            groups = List.copyOf(groups);
        }
    }

    /**
     * The changes that have something in common.
     *
     * @param key the id of it, or the name of the type; null for those that have none
     */
    public record Group(Dimension dimension, @Nullable String key, Counts counts) {

        /** What they have in common, if they are put together by that. */
        public @Nullable String key(Dimension by) {
            return dimension == by ? key : null;
        }
    }

    /** How long something took: the median and the ninetieth percentile by nearest rank, null for none. */
    public record Times(
            int count, @Nullable Duration median, @Nullable Duration p90) {

        static final Times NONE = new Times(0, null, null);
    }

    /**
     * How many pairs of changes were in each other's way, and how many were not any more before the first of them began.
     *
     * @param complete false if not all conflicts were looked at, so that both numbers are too low
     */
    public record Conflicts(int found, int avoided, List<Pair> pairs, boolean complete) {

        /** How many conflicts are looked at, one of two changes that count for each. */
        public static final int MAX_LOOKED = 20_000;

        /** How many pairs one answer tells, at most half of them avoided ones. */
        public static final int MAX_PAIRS = 50;

        public Conflicts {
            pairs = List.copyOf(pairs);
        }

        public record Pair(Change change, Change otherChange, boolean avoided) {}
    }

    /**
     * Incidents that changes may have caused, by time and graph.
     *
     * @param changes how many were followed by one
     * @param incidents how many followed one
     * @param implemented how many changes there are
     * @param complete false if not all changes, items and incidents were looked at, so that both numbers are too low
     */
    public record Incidents(int changes, int incidents, int implemented, List<Follower> nearest, boolean complete) {

        /** For how long after the work an incident counts. */
        public static final Duration AFTER = Duration.ofDays(3);

        /** How many pairs of a change and an item of it are looked at. */
        public static final int MAX_CHANGED = 100_000;

        /** How many ways from these items to what depends on them are looked at. */
        public static final int MAX_PATHS = 100_000;

        /** How many of these lead from one item. */
        public static final int MAX_PATHS_OF_ITEM = 5_000;

        /** How many incidents are read that were reported in the time of any change, whatever they are on. */
        public static final int MAX_READ = 200_000;

        /** How many incidents on these items are looked at, one that is on several of them for each. */
        public static final int MAX_LOOKED = 20_000;

        /** How many times a change is held against an item that has incidents, or against an incident. */
        public static final int MAX_PAIRS = 1_000_000;

        /** How many pairs one answer tells. */
        public static final int MAX_NEAREST = 50;

        public Incidents {
            nearest = List.copyOf(nearest);
        }

        public @Nullable Double share() {
            return complete ? ChangeFigures.share(changes, implemented) : null;
        }

        /**
         * An incident after a change.
         *
         * @param distance relations between what was changed and what the incident is on
         * @param apart how long the work had been over
         */
        public record Follower(Change change, Incident incident, int distance, Duration apart) {}
    }

    /**
     * How many requests for approval of the changes were decided by the time that was set for them.
     *
     * @param inTime how many of the decided ones
     * @param expired how many nobody decided by then
     */
    public record Approvals(int decided, int inTime, int expired) {

        /** The part of all that were due that was decided in time; null if there were none. */
        public @Nullable Double inTimeShare() {
            return share(inTime, decided + expired);
        }
    }

    static @Nullable Double share(int part, int whole) {
        return whole == 0 ? null : (double) part / whole;
    }
}
