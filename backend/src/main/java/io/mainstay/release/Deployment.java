// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deployment of a release to an environment. Guarded by the release's lock, seen with the release, and told in the history of the
 * release.
 *
 * @param number what people call it by, such as {@code DEP0001042}
 * @param window when it is planned; null for at any time
 * @param startedAt null before it is begun
 * @param deployedAt when it was done; null before
 * @param availableAt since when users have what was deployed, which may be later; null while they do not
 * @param result what came of it, in words
 */
public record Deployment(
        String id,
        String number,
        String releaseId,
        String environmentId,
        DeploymentState state,
        @Nullable Window window,
        Instant scheduledAt,
        @Nullable Instant startedAt,
        @Nullable String startedById,
        @Nullable Instant endedAt,
        @Nullable Instant deployedAt,
        @Nullable Instant availableAt,
        @Nullable String result) {

    /** The label of its node, and its type in the API. */
    public static final String TYPE = "Deployment";

    /** What the numbers of deployments begin with. */
    public static final String PREFIX = "DEP";

    /**
     * When a deployment is planned.
     *
     * @param to the first instant after it
     */
    public record Window(Instant from, Instant to) {

        public boolean holds(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    public static Deployment scheduled(
            String id, String number, String releaseId, String environmentId, @Nullable Window window, Instant at) {
        return new Deployment(
                id,
                number,
                releaseId,
                environmentId,
                DeploymentState.SCHEDULED,
                window,
                at,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    public Deployment started(String byId, Instant at) {
        return new Deployment(
                id,
                number,
                releaseId,
                environmentId,
                DeploymentState.RUNNING,
                window,
                scheduledAt,
                at,
                byId,
                null,
                null,
                null,
                null);
    }

    /** @param at when this is said; what ended before ended then */
    public Deployment ended(
            DeploymentState how,
            @Nullable String words,
            @Nullable Instant deployed,
            @Nullable Instant available,
            Instant at) {
        return new Deployment(
                id,
                number,
                releaseId,
                environmentId,
                how,
                window,
                scheduledAt,
                startedAt,
                startedById,
                endedAt == null ? at : endedAt,
                deployed,
                available,
                words == null ? result : words);
    }

    /** What the history of the release calls it. */
    public String text() {
        return number + ": " + state;
    }
}
