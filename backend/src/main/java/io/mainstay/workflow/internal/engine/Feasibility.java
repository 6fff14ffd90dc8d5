// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether there are people enough. Nobody counts twice in an approval, in stages that are open together as in others, so one who could take two seats takes one of them: as many
 * seats as possible are given to different people, stage by stage, and those given before make room where they can (augmenting
 * paths from stages over seats to people).
 */
public final class Feasibility {

    private final List<List<Chair>> stages;
    private final Map<Chair, String> taken = new HashMap<>();
    private final Map<String, Chair> takenBy = new HashMap<>();
    private final Set<Chair> freelyTaken = new HashSet<>();

    private Feasibility(List<List<Chair>> stages) {
        this.stages = stages;
    }

    /**
     * Who could take a seat.
     *
     * @param people those who are known
     * @param others whether there may be others whom nobody knows, as with a role
     */
    public record Candidates(Set<String> people, boolean others) {

        public Candidates {
            people = Set.copyOf(people);
        }
    }

    /**
     * A stage with its seats.
     *
     * @param needed how many of them must approve
     */
    public record Stage(int needed, List<Candidates> seats) {

        public Stage {
            seats = List.copyOf(seats);
        }
    }

    /** A seat by its place, so that two of the same candidates differ. */
    private record Chair(int stage, int place, Candidates candidates) {}

    /** How many of what each stage needs can be had, if stages before come first. */
    public static List<Integer> possible(List<Stage> stages) {
        List<List<Chair>> chairs = new ArrayList<>();
        for (int stage = 0; stage < stages.size(); stage++) {
            List<Chair> row = new ArrayList<>();
            for (Candidates candidates : stages.get(stage).seats()) {
                row.add(new Chair(stage, row.size(), candidates));
            }
            chairs.add(row);
        }
        Feasibility feasibility = new Feasibility(chairs);
        List<Integer> possible = new ArrayList<>();
        for (int stage = 0; stage < stages.size(); stage++) {
            int had = 0;
            while (had < stages.get(stage).needed() && feasibility.fill(stage, new HashSet<>(), new HashSet<>())) {
                had++;
            }
            possible.add(had);
        }
        return possible;
    }

    /** Gives one more seat of a stage to somebody. */
    private boolean fill(int stage, Set<Chair> tried, Set<String> asked) {
        for (Chair chair : stages.get(stage)) {
            if (!taken.containsKey(chair) && !freelyTaken.contains(chair) && place(chair, tried, asked)) {
                return true;
            }
        }
        return false;
    }

    private boolean place(Chair chair, Set<Chair> tried, Set<String> asked) {
        if (!tried.add(chair)) {
            return false;
        }
        if (chair.candidates().others()) {
            freelyTaken.add(chair);
            return true;
        }
        for (String person : chair.candidates().people()) {
            if (asked.add(person)) {
                Chair before = takenBy.get(person);
                if (before == null || makeRoom(before, tried, asked)) {
                    taken.put(chair, person);
                    takenBy.put(person, chair);
                    return true;
                }
            }
        }
        return false;
    }

    /** Gives a seat to another person, or another seat of its stage to somebody in its place. */
    private boolean makeRoom(Chair chair, Set<Chair> tried, Set<String> asked) {
        if (place(chair, tried, asked)) {
            return true;
        }
        if (fill(chair.stage(), tried, asked)) {
            taken.remove(chair);
            return true;
        }
        return false;
    }
}
