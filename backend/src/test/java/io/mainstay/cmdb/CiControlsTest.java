// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Confidentiality;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CiControlsTest {

    private static final CiClassTree CLASSES = new CiClassTree(List.of(
            ciClass("ci", null), ciClass("compute", "ci"), ciClass("server", "compute"), ciClass("rack", "ci")));

    @Test
    void shouldFollowTheNearestClassThatSaysSomethingOfAnAttribute() {
        CiControls controls = new CiControls(
                1,
                List.of(
                        new CiControls.Rule("ci", CiControlMode.OFF, List.of()),
                        new CiControls.Rule("compute", CiControlMode.ENFORCE, List.of("memoryMb")),
                        new CiControls.Rule("server", CiControlMode.WARN, List.of()),
                        new CiControls.Rule("server", CiControlMode.OFF, List.of("note"))));

        assertThat(controls.of(CLASSES, "server", "memoryMb"))
                .as("what is said of all its own")
                .isEqualTo(CiControlMode.WARN);
        assertThat(controls.of(CLASSES, "server", "note")).isEqualTo(CiControlMode.OFF);
        assertThat(controls.of(CLASSES, "compute", "memoryMb")).isEqualTo(CiControlMode.ENFORCE);
        assertThat(controls.of(CLASSES, "compute", "cpuCount")).isEqualTo(CiControlMode.OFF);
        assertThat(controls.of(CLASSES, "rack", "memoryMb")).isEqualTo(CiControlMode.OFF);
        assertThat(new CiControls(1, List.of()).of(CLASSES, "rack", "slots"))
                .as("of which nobody says anything")
                .isEqualTo(CiControlMode.WARN);
    }

    /** A CI has one difference at most, which grows, and goes once everything is as it was. */
    @Test
    void shouldTellWhatDiffersFromWhatAChangeLeft() {
        ConfigurationItem first = item(Map.of("memoryMb", 64L, "cpuCount", 4L), null);
        ConfigurationItem more = item(Map.of("memoryMb", 128L, "cpuCount", 4L), null);
        UnauthorisedDifference one = difference(first, more, Set.of("memoryMb"), null);
        assertThat(one).isNotNull();
        assertThat(one.attributes(more)).containsExactly(new UnauthorisedDifference.Attribute("memoryMb", "64", "128"));

        ConfigurationItem differs = more.with(one);
        ConfigurationItem others = item(Map.of("memoryMb", 256L, "note", "x"), one);
        UnauthorisedDifference both = difference(differs, others, Set.of("memoryMb", "cpuCount", "note"), "It burns");
        assertThat(both).isNotNull();
        assertThat(both.since()).isEqualTo(one.since());
        assertThat(both.reason()).isEqualTo("It burns");
        assertThat(both.attributes(others))
                .as("each with what a change left")
                .containsExactlyInAnyOrder(
                        new UnauthorisedDifference.Attribute("memoryMb", "64", "256"),
                        new UnauthorisedDifference.Attribute("cpuCount", "4", null),
                        new UnauthorisedDifference.Attribute("note", null, "x"));

        ConfigurationItem back = item(Map.of("memoryMb", 64L, "cpuCount", 4L), both);
        assertThat(difference(others.with(both), back, Set.of("memoryMb", "cpuCount", "note"), null))
                .as("as it was")
                .isNull();
    }

    /** That a secret is as it was, nobody can tell: it stays until it is accepted, whatever is done to it. */
    @Test
    void shouldKeepTheDifferenceOfASecret() {
        ConfigurationItem first = item(Map.of("memoryMb", 64L), null);
        UnauthorisedDifference difference = difference(first, first, Set.of("memoryMb", "password"), null);
        assertThat(difference).isNotNull();
        assertThat(difference.keys()).containsExactly("password");
        assertThat(difference.left(Map.of(), "password"::equals))
                .as("removed, and left alone after that")
                .isEqualTo(difference);
    }

    @Test
    void shouldLetVersionsBeWhereNothingMayChange() {
        ConfigurationItem item = item(Map.of("version", "4.2.0"), null);
        ConfigurationItem retired = item.with(CiLifecycle.RETIRED, OperationalStatus.UP);
        InstalledVersions.Wanted approved = new InstalledVersions.Wanted("id", "5", null, true, "deployment");
        InstalledVersions.Wanted unapproved = new InstalledVersions.Wanted("id", "5", null, false, "deployment");
        assertThat(InstalledVersions.obstacle(item, approved, CiControlMode.ENFORCE))
                .isNull();
        assertThat(InstalledVersions.obstacle(item, unapproved, CiControlMode.WARN))
                .isNull();
        assertThat(InstalledVersions.obstacle(item, unapproved, CiControlMode.ENFORCE))
                .isEqualTo(InstalledVersions.Obstacle.CONTROLLED);
        assertThat(InstalledVersions.obstacle(retired, approved, CiControlMode.OFF))
                .isEqualTo(InstalledVersions.Obstacle.RETIRED);
        InstalledVersions.Wanted over = new InstalledVersions.Wanted("id", null, "4.2.0", true, "deployment");
        assertThat(InstalledVersions.obstacle(item, over, CiControlMode.WARN)).isNull();
        for (Map<String, Object> other : List.<Map<String, Object>>of(Map.of(), Map.of("version", "4.2.1"))) {
            assertThat(InstalledVersions.obstacle(item(other, null), over, CiControlMode.WARN))
                    .isEqualTo(InstalledVersions.Obstacle.CHANGED_SINCE);
        }
    }

    @Test
    void shouldTakeABlankVersionForNone() {
        assertThat(InstalledVersions.version(item(Map.of("version", " "), null)))
                .isNull();
        assertThat(InstalledVersions.version(item(Map.of(), null))).isNull();
        assertThat(InstalledVersions.version(item(Map.of("version", 5L), null))).isEqualTo("5");
    }

    private static @Nullable UnauthorisedDifference difference(
            ConfigurationItem before, ConfigurationItem after, Set<String> keys, @Nullable String reason) {
        return AttributeControl.difference(before, after, keys, "password"::equals, Instant.EPOCH, reason);
    }

    private static CiClass ciClass(String key, @Nullable String parentKey) {
        return new CiClass(key, key, parentKey, key, key, false, false, List.of());
    }

    private static ConfigurationItem item(Map<String, Object> attributes, @Nullable UnauthorisedDifference difference) {
        return new ConfigurationItem(
                "id",
                "CI1",
                "name",
                null,
                "server",
                CiLifecycle.LIVE,
                OperationalStatus.UP,
                null,
                null,
                null,
                "plant",
                Confidentiality.PUBLIC_INTERNAL,
                null,
                null,
                false,
                attributes,
                Map.of(),
                difference,
                1,
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
