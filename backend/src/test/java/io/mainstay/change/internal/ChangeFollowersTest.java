// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.change.internal.ChangeFollowers.Dependent;
import io.mainstay.change.internal.ChangeFollowers.Follower;
import io.mainstay.change.internal.ChangeFollowers.Found;
import io.mainstay.change.internal.ChangeFollowers.Implemented;
import io.mainstay.change.internal.ChangeFollowers.Reported;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which incidents followed changes, against holding every change against every incident. */
class ChangeFollowersTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration AFTER = Duration.ofHours(5);
    private static final int ALL = 1_000_000;

    @Test
    void shouldFindWhatHoldingEachAgainstEachFinds() {
        Random random = new Random(20_261_203);
        for (int world = 0; world < 300; world++) {
            List<Implemented> implemented = new ArrayList<>();
            for (int n = 0; n < random.nextInt(12); n++) {
                Instant began = START.plus(Duration.ofHours(random.nextInt(30)));
                Instant ended = began.plus(Duration.ofHours(random.nextInt(4)));
                String id = "change-" + n;
                some(random, 1).forEach(ci -> implemented.add(new Implemented(id, ci, began, ended)));
            }
            List<Dependent> dependents = new ArrayList<>();
            for (int ci = 0; ci < 4; ci++) {
                for (String dependentId : some(random, 2)) {
                    dependents.add(new Dependent("ci-" + ci, dependentId, random.nextInt(3)));
                }
            }
            List<Reported> reported = new ArrayList<>();
            for (int n = 0; n < random.nextInt(25); n++) {
                Instant reportedAt = START.plus(Duration.ofHours(random.nextInt(40)));
                Set<String> resolvedBy = random.nextInt(4) == 0 ? Set.of("change-" + random.nextInt(12)) : Set.of();
                String id = "incident-" + n;
                some(random, 1).forEach(ci -> reported.add(new Reported(ci, id, reportedAt, resolvedBy)));
            }
            List<Follower> expected = naive(implemented, dependents, reported);
            int most = 1 + random.nextInt(10);

            Found found = new ChangeFollowers(dependents, reported, AFTER).of(implemented, ALL, most);

            assertThat(found)
                    .as("world " + world)
                    .isEqualTo(new Found(
                            (int) expected.stream()
                                    .map(Follower::workId)
                                    .distinct()
                                    .count(),
                            (int) expected.stream()
                                    .map(Follower::incidentId)
                                    .distinct()
                                    .count(),
                            expected.stream().limit(most).toList(),
                            true));
        }
    }

    /** Some of four items. */
    private static List<String> some(Random random, int atLeast) {
        Set<String> ciIds = new HashSet<>();
        int count = atLeast + random.nextInt(2);
        for (int n = 0; n < count; n++) {
            ciIds.add("ci-" + random.nextInt(4));
        }
        return List.copyOf(ciIds);
    }

    private static List<Follower> naive(
            List<Implemented> implemented, List<Dependent> dependents, List<Reported> reported) {
        Map<String, Follower> nearest = new HashMap<>();
        for (Implemented change : implemented) {
            for (Dependent dependent : dependents) {
                for (Reported incident : reported) {
                    if (dependent.ciId().equals(change.ciId())
                            && incident.ciId().equals(dependent.dependentId())
                            && !incident.reportedAt().isBefore(change.began())
                            && incident.reportedAt().isBefore(change.ended().plus(AFTER))
                            && !incident.resolvedByIds().contains(change.workId())) {
                        Duration apart = incident.reportedAt().isBefore(change.ended())
                                ? Duration.ZERO
                                : Duration.between(change.ended(), incident.reportedAt());
                        Follower follower =
                                new Follower(change.workId(), incident.incidentId(), dependent.distance(), apart);
                        nearest.merge(
                                change.workId() + " " + incident.incidentId(),
                                follower,
                                (one, other) -> one.distance() <= other.distance() ? one : other);
                    }
                }
            }
        }
        return nearest.values().stream()
                .sorted(Comparator.comparingInt(Follower::distance)
                        .thenComparing(Follower::apart)
                        .thenComparing(Follower::workId)
                        .thenComparing(Follower::incidentId))
                .toList();
    }

    /** Of a year of incidents on a hub, those of the time of each change. */
    @Test
    void shouldLookAtTheTimeOfEachChangeAlone() {
        List<Reported> reported = IntStream.range(0, 10_000)
                .mapToObj(hour -> new Reported("hub", "incident-" + hour, START.plus(Duration.ofHours(hour)), Set.of()))
                .toList();
        List<Implemented> implemented = IntStream.range(0, 1_000)
                .mapToObj(n -> new Implemented(
                        "change-" + n, "hub", START.plus(Duration.ofHours(n)), START.plus(Duration.ofHours(n + 1))))
                .toList();
        ChangeFollowers followers = new ChangeFollowers(List.of(new Dependent("hub", "hub", 0)), reported, AFTER);

        // The hub, and six incidents each: of the hour of its work, and the five after it.
        assertThat(followers.of(implemented, 7_000, 1)).isEqualTo(followers.of(implemented, ALL, 1));
        Found cut = followers.of(implemented, 6_999, 1);
        assertThat(cut.complete()).isFalse();
        assertThat(cut.changes()).isEqualTo(1_000);
        assertThat(followers.of(implemented, 700, 1).changes()).isLessThan(102);
    }

    /** Of a hub on which much depends, what has incidents at all; that counts as well, even if none is of the time. */
    @Test
    void shouldBoundHowManyItemsChangesAreHeldAgainst() {
        List<Dependent> dependents = IntStream.range(0, 10_000)
                .mapToObj(n -> new Dependent("hub", "ci-" + n, 1))
                .toList();
        List<Implemented> implemented = IntStream.range(0, 100_000)
                .mapToObj(n -> new Implemented("change-" + n, "hub", START, START.plusSeconds(1)))
                .toList();
        List<Reported> before = IntStream.range(0, 10)
                .mapToObj(n -> new Reported("ci-" + n, "incident-" + n, START.minusSeconds(1), Set.of()))
                .toList();

        assertThat(new ChangeFollowers(dependents, List.of(), AFTER).of(implemented, 0, 1))
                .isEqualTo(new Found(0, 0, List.of(), true));
        ChangeFollowers followers = new ChangeFollowers(dependents, before, AFTER);
        assertThat(followers.of(implemented, ALL, 1)).isEqualTo(new Found(0, 0, List.of(), true));
        assertThat(followers.of(implemented, ALL - 1, 1)).isEqualTo(new Found(0, 0, List.of(), false));
    }
}
