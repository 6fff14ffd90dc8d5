// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.workflow.internal.engine.Feasibility.Candidates;
import io.mainstay.workflow.internal.engine.Feasibility.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whether there are people enough, against trying every way to give seats to people. */
class FeasibilityTest {

    private static final int TRIES = 20_000;
    private static final long SEED = Long.getLong("mainstay.seed", System.nanoTime());

    private final Random random = new Random(SEED);

    @Test
    void shouldFindAsManyAsTryingEveryWayDoes() {
        int scarce = 0;
        for (int count = 0; count < TRIES; count++) {
            List<Stage> stages = stages();

            List<Integer> possible = Feasibility.possible(stages);

            assertThat(possible)
                    .as("seed %d: %s", SEED, stages)
                    .isEqualTo(best(stages, 0, 0, 0, new HashSet<>(), new ArrayList<>()));
            scarce += possible.equals(stages.stream().map(Stage::needed).toList()) ? 0 : 1;
        }

        assertThat(scarce).as("seed %d: both must come about", SEED).isBetween(1, TRIES - 1);
    }

    @Test
    void shouldGiveAnotherSeatOfAnEarlierStageAway() {
        Stage either = new Stage(1, List.of(known("a"), known("b")));
        Stage only = new Stage(1, List.of(known("a")));

        assertThat(Feasibility.possible(List.of(either, only))).containsExactly(1, 1);
        assertThat(Feasibility.possible(List.of(only, only))).containsExactly(1, 0);
        assertThat(Feasibility.possible(List.of(
                        new Stage(2, List.of(known("a"), new Candidates(Set.of(), true))), only)))
                .containsExactly(2, 0);
    }

    private static Candidates known(String... people) {
        return new Candidates(Set.of(people), false);
    }

    private List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        for (int stage = 0; stage <= random.nextInt(3); stage++) {
            List<Candidates> seats = new ArrayList<>();
            for (int seat = 0; seat <= random.nextInt(3); seat++) {
                Set<String> people = new HashSet<>();
                for (int person = 0; person < random.nextInt(4); person++) {
                    people.add("p" + random.nextInt(4));
                }
                seats.add(new Candidates(people, random.nextInt(6) == 0));
            }
            stages.add(new Stage(1 + random.nextInt(seats.size()), seats));
        }
        return stages;
    }

    /** The greatest list of how many each stage has, the first stage before the second, of all ways to fill seats. */
    private static List<Integer> best(
            List<Stage> stages, int stage, int seat, int had, Set<String> taken, List<Integer> before) {
        if (stage == stages.size()) {
            return List.copyOf(before);
        }
        Stage now = stages.get(stage);
        if (seat == now.seats().size() || had == now.needed()) {
            List<Integer> longer = new ArrayList<>(before);
            longer.add(had);
            return best(stages, stage + 1, 0, 0, taken, longer);
        }
        List<Integer> best = best(stages, stage, seat + 1, had, taken, before);
        Candidates candidates = now.seats().get(seat);
        if (candidates.others()) {
            best = greater(best, best(stages, stage, seat + 1, had + 1, taken, before));
        }
        for (String person : candidates.people()) {
            if (taken.add(person)) {
                best = greater(best, best(stages, stage, seat + 1, had + 1, taken, before));
                taken.remove(person);
            }
        }
        return best;
    }

    private static List<Integer> greater(List<Integer> one, List<Integer> other) {
        for (int index = 0; index < one.size(); index++) {
            int compared = Integer.compare(one.get(index), other.get(index));
            if (compared != 0) {
                return compared > 0 ? one : other;
            }
        }
        return one;
    }
}
