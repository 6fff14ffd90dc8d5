// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deployment of a release to an environment. Guarded by the release's lock, seen with the release, and told in the history of the
 * release.
 *
 * @param number what people call it by, such as {@code DEP0001042}
 * @param window when it is planned; null for at any time
 * @param plannedById who has planned it for then; null if nobody knows
 * @param scheduledByKeys by which requests it was planned; see {@link #scheduledBy}
 * @param start how it was begun; null before
 * @param deployedAt when it was done; null before
 * @param availableAt since when users have what was deployed, which may be later; null while they do not
 * @param result what came of it, in words
 * @param installations what it makes of the versions of CIs; none before it is begun
 * @param approval who is asked to approve it by itself, in an environment that needs that, and who has
 */
public record Deployment(
        String id,
        String number,
        String releaseId,
        String environmentId,
        DeploymentState state,
        @Nullable Window window,
        @Nullable String plannedById,
        Instant scheduledAt,
        List<String> scheduledByKeys,
        @Nullable Start start,
        @Nullable Instant endedAt,
        @Nullable Instant deployedAt,
        @Nullable Instant availableAt,
        @Nullable String result,
        List<Installation> installations,
        Release.Approval approval) {

    /** The label of its node, and its type in the API. */
    public static final String TYPE = "Deployment";

    /** What the numbers of deployments begin with. */
    public static final String PREFIX = "DEP";

    /** Of how many requests that plan it anew it is known that they did. */
    private static final int MAX_KEYS = 20;

    public Deployment {
        scheduledByKeys = List.copyOf(scheduledByKeys);
        installations = List.copyOf(installations);
    }

    /**
     * When a deployment is planned.
     *
     * @param to the first instant after it
     * @param onRequest whether a pipeline asked for it, as for so long from then on; where an approval is needed it begins with that
     */
    public record Window(Instant from, Instant to, boolean onRequest) {

        /** One that people have planned. */
        public Window(Instant from, Instant to) {
            this(from, to, false);
        }

        public boolean holds(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }

        /** The same length from an instant on. */
        public Window beginning(Instant at) {
            return new Window(at, at.plus(Duration.between(from, to)), onRequest);
        }
    }

    /**
     * How a deployment was begun. What its environment and its release become later changes nothing of it.
     *
     * @param changeControlled whether the environment was change-controlled then
     * @param artifacts by which it is known what is deployed, see {@link Release.Content#artifactsDigest}
     */
    public record Start(Instant at, String byId, boolean changeControlled, String artifacts) {}

    public static Deployment scheduled(
            String id,
            String number,
            String releaseId,
            String environmentId,
            @Nullable Window window,
            @Nullable String byId,
            Instant at) {
        return new Deployment(
                id,
                number,
                releaseId,
                environmentId,
                DeploymentState.SCHEDULED,
                window,
                byId,
                at,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                Release.Approval.NONE);
    }

    /**
     * @param changed null for at any time
     * @param byId who plans it so
     */
    public Deployment planned(@Nullable Window changed, @Nullable String byId) {
        return new Deployment(
                id,
                number,
                releaseId,
                environmentId,
                state,
                changed,
                byId,
                scheduledAt,
                scheduledByKeys,
                start,
                endedAt,
                deployedAt,
                availableAt,
                result,
                installations,
                approval);
    }

    /** It was planned by a request, by whose key it is found when the request is repeated; the newest are kept. */
    public Deployment scheduledBy(String key) {
        List<String> keys = new ArrayList<>(scheduledByKeys);
        keys.add(key);
        return new Deployment(
                id,
                number,
                releaseId,
                environmentId,
                state,
                window,
                plannedById,
                scheduledAt,
                keys.subList(Math.max(0, keys.size() - MAX_KEYS), keys.size()),
                start,
                endedAt,
                deployedAt,
                availableAt,
                result,
                installations,
                approval);
    }

    /** @param planned what it is to install on CIs, whatever becomes of its release later */
    public Deployment started(Start how, List<Installation> planned) {
        return new Deployment(
                id,
                number,
                releaseId,
                environmentId,
                DeploymentState.RUNNING,
                window,
                plannedById,
                scheduledAt,
                scheduledByKeys,
                how,
                null,
                null,
                null,
                null,
                planned,
                approval);
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
                plannedById,
                scheduledAt,
                scheduledByKeys,
                start,
                endedAt == null ? at : endedAt,
                deployed,
                available,
                words == null ? result : words,
                installations,
                approval);
    }

    public Deployment with(List<Installation> changed) {
        return new Deployment(
                id,
                number,
                releaseId,
                environmentId,
                state,
                window,
                plannedById,
                scheduledAt,
                scheduledByKeys,
                start,
                endedAt,
                deployedAt,
                availableAt,
                result,
                changed,
                approval);
    }

    public Deployment with(Release.Approval changed) {
        return new Deployment(
                id,
                number,
                releaseId,
                environmentId,
                state,
                window,
                plannedById,
                scheduledAt,
                scheduledByKeys,
                start,
                endedAt,
                deployedAt,
                availableAt,
                result,
                installations,
                changed);
    }

    /** Its release is over before it was begun. */
    public Deployment cancelled(Instant at) {
        return ended(DeploymentState.CANCELLED, null, null, null, at);
    }

    public @Nullable Instant startedAt() {
        return start == null ? null : start.at();
    }

    public @Nullable String startedById() {
        return start == null ? null : start.byId();
    }
}
