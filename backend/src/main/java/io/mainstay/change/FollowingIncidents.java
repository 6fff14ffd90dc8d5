// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.incident.Incident;
import java.time.Duration;
import java.util.List;

/**
 * Incidents that some work may have caused, by time and graph, as far as one reader may see them.
 *
 * @param count how many there are
 * @param nearest those that are told
 * @param complete false if not all was looked at, so that the count is too low
 */
public record FollowingIncidents(int count, List<Follower> nearest, boolean complete) {

    /** After work that changed nothing, or nothing that the reader sees. */
    public static final FollowingIncidents NONE = new FollowingIncidents(0, List.of(), true);

    /** How many incidents one answer tells. */
    public static final int MAX_NEAREST = 50;

    public FollowingIncidents {
        nearest = List.copyOf(nearest);
    }

    /**
     * An incident after the work.
     *
     * @param distance relations between what was changed and what the incident is on
     * @param apart how long the work had been over
     */
    public record Follower(Incident incident, int distance, Duration apart) {}
}
