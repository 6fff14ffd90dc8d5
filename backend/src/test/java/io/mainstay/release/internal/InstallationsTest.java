// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.InstalledVersions.Obstacle;
import io.mainstay.cmdb.InstalledVersions.Wanted;
import io.mainstay.cmdb.InstalledVersions.Written;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.Installation;
import io.mainstay.release.Release;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InstallationsTest {

    private static final Set<String> AFFECTED = Set.of("shop", "till");

    private static Release release(Release.Artifact... artifacts) {
        Release release = Releases.approved();
        return release.with(release.content().withArtifacts(List.of(artifacts)));
    }

    private static Release.Artifact artifact(String version, Release.Target... targets) {
        return new Release.Artifact(
                "artifact", version, "sha256:" + version.substring(0, 1).repeat(64), List.of(targets));
    }

    private static Release.Target target(String ciId, String environmentId) {
        return new Release.Target(ciId, environmentId);
    }

    private static Deployment running(boolean changeControlled, Installation... installations) {
        return Releases.to("production", DeploymentState.RUNNING, null, changeControlled)
                .with(List.of(installations));
    }

    @Test
    void shouldPinTheTargetsInItsEnvironment() {
        Release release = release(
                artifact("4.2.0", target("shop", "production"), target("shop-test", "test")),
                artifact("9", target("till", "production")),
                artifact("7"));
        assertThat(Installations.planned(release, "production"))
                .containsExactly(Installation.planned("shop", "4.2.0"), Installation.planned("till", "9"));
        assertThat(Installations.planned(release, "test")).containsExactly(Installation.planned("shop-test", "4.2.0"));
        assertThat(Installations.planned(release, "stage")).isEmpty();
    }

    @Test
    void shouldSetWhatIsPlannedOfWhatTheReleaseAffects() {
        Deployment deployment = running(
                true,
                Installation.planned("gone", "1"),
                Installation.planned("shop", "4.2.0"),
                Installation.planned("till", "9"));
        assertThat(Installations.pending(deployment)).isTrue();
        List<Wanted> wanted = Installations.toSet(deployment, AFFECTED);
        assertThat(wanted)
                .containsExactly(
                        new Wanted("shop", "4.2.0", null, true, deployment.id()),
                        new Wanted("till", "9", null, true, deployment.id()));

        Deployment set = Installations.set(
                deployment, AFFECTED, List.of(new Written("4.1.0", null), new Written("8", Obstacle.RETIRED)));
        assertThat(set.installations())
                .containsExactly(
                        new Installation(
                                "gone", "1", null, Installation.State.NOT_SET, Installation.Obstacle.NOT_AFFECTED),
                        new Installation("shop", "4.2.0", "4.1.0", Installation.State.SET, null),
                        new Installation("till", "9", null, Installation.State.NOT_SET, Installation.Obstacle.RETIRED));
        assertThat(Installations.pending(set)).as("it is said again").isFalse();
        assertThat(Installations.summary(set)).isEqualTo("1 SET, 2 NOT_SET");
        assertThat(Installations.summary(deployment)).isNull();
    }

    @Test
    void shouldBeAuthorisedByAnApprovalAlone() {
        assertThat(Installations.toSet(running(false, Installation.planned("shop", "4.2.0")), AFFECTED))
                .extracting(Wanted::authorised)
                .containsExactly(false);
    }

    @Test
    void shouldRestoreOnlyWhatItHasSet() {
        Deployment deployment = running(
                true,
                Installation.planned("planned", "1"),
                Installation.planned("shop", "4.2.0").set(null),
                Installation.planned("retired", "4.2.0").notSet(Installation.Obstacle.RETIRED),
                Installation.planned("till", "9").set("8"));
        assertThat(Installations.toRestore(List.of(deployment)))
                .containsExactly(
                        new Wanted("shop", null, "4.2.0", true, deployment.id()),
                        new Wanted("till", "8", "9", true, deployment.id()));
        assertThat(Installations.restored(
                                List.of(deployment),
                                List.of(new Written("4.2.0", null), new Written("10", Obstacle.CHANGED_SINCE)))
                        .getFirst()
                        .installations())
                .extracting(Installation::state)
                .containsExactly(
                        Installation.State.PLANNED,
                        Installation.State.RESTORED,
                        Installation.State.NOT_SET,
                        Installation.State.NOT_RESTORED);
    }

    /** Deployed again, it is what the newer deployment has set, be it the same version. */
    @Test
    void shouldLeaveToNewerDeploymentsWhatTheyHaveSet() {
        Installation shop = Installation.planned("shop", "4.2.0").set("4.1.0");
        Installation till = Installation.planned("till", "9").set("8");
        Deployment undone = Installations.leftTo(
                List.of(
                        running(true, Installation.planned("shop", "4.2.0").set("4.2.0")),
                        running(true, Installation.planned("till", "9").set("9").restored())),
                running(true, shop, till));
        assertThat(undone.installations()).containsExactly(shop.notRestored(Installation.Obstacle.CHANGED_SINCE), till);
        assertThat(Installations.toRestore(List.of(undone)))
                .extracting(Wanted::ciId)
                .containsExactly("till");
    }

    /** Whatever was deployed one after the other: undone, the newest first, everything is as it was, unless somebody else has set it. */
    @Test
    void shouldUndoAnySequence() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Map<String, @Nullable String> versions = new HashMap<>();
            versions.put("shop", random.nextBoolean() ? null : "0");
            versions.put("till", "0");
            Map<String, @Nullable String> former = new HashMap<>(versions);
            List<Deployment> all = new ArrayList<>();
            for (int i = 0; i < random.nextInt(5); i++) {
                Deployment deployment = running(
                        true,
                        Installation.planned("shop", String.valueOf(random.nextInt(3))),
                        Installation.planned("till", String.valueOf(random.nextInt(3))));
                List<Written> written = written(versions, Installations.toSet(deployment, AFFECTED));
                all.add(Installations.set(deployment, AFFECTED, written));
            }
            boolean foreign = random.nextInt(4) == 0;
            if (foreign) {
                versions.put("till", "foreign");
            }
            List<Deployment> undone =
                    Installations.restored(all.reversed(), written(versions, Installations.toRestore(all.reversed())));
            assertThat(versions.get("shop")).as("seed %d", seed).isEqualTo(former.get("shop"));
            assertThat(versions.get("till")).as("seed %d", seed).isEqualTo(foreign ? "foreign" : former.get("till"));
            assertThat(undone.stream()
                            .flatMap(one -> one.installations().stream())
                            .filter(one -> one.ciId().equals("till")))
                    .as("seed %d", seed)
                    .allMatch(one ->
                            one.state() == (foreign ? Installation.State.NOT_RESTORED : Installation.State.RESTORED));
        }
    }

    /** Items that nobody controls or retires. */
    private static List<Written> written(Map<String, @Nullable String> versions, List<Wanted> wanted) {
        List<Written> written = new ArrayList<>();
        for (Wanted one : wanted) {
            String before = versions.get(one.ciId());
            boolean changed = one.over() != null && !Objects.equals(one.over(), before);
            if (!changed) {
                versions.put(one.ciId(), one.version());
            }
            written.add(new Written(before, changed ? Obstacle.CHANGED_SINCE : null));
        }
        return written;
    }
}
