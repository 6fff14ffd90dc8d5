// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal.engine;

import io.mainstay.workflow.ApprovalRequestState;
import io.mainstay.workflow.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What decisions make of an approval. Steps follow each other, the stages of a step are open together, and the next step begins when all
 * of them are approved. A stage is approved when as many as it needs have approved; one rejection ends it all, and so do abstentions that
 * leave too few who could approve.
 */
public final class ApprovalEngine {

    private ApprovalEngine() {}

    /**
     * What follows from the decisions.
     *
     * @param whole where the approval stands
     * @param begin requests whose stage begins now
     * @param withdraw requests whose decision is needed no longer
     */
    public record Moves(Standing whole, Set<String> begin, Set<String> withdraw) {}

    /** @param seats all of the approval */
    public static Moves moves(Collection<Seat> seats) {
        Set<String> withdraw = new HashSet<>();
        for (Collection<List<Seat>> step : steps(seats)) {
            List<Seat> open = new ArrayList<>();
            for (List<Seat> asked : step) {
                switch (standing(asked)) {
                    case APPROVED -> withdraw.addAll(undecided(asked));
                    case REJECTED -> {
                        return new Moves(Standing.REJECTED, Set.of(), undecided(seats));
                    }
                    case OPEN -> open.addAll(asked);
                }
            }
            if (!open.isEmpty()) {
                Set<String> begin = open.stream()
                        .filter(seat -> seat.state() == ApprovalRequestState.UPCOMING)
                        .map(Seat::id)
                        .collect(Collectors.toSet());
                return new Moves(Standing.OPEN, begin, withdraw);
            }
        }
        return new Moves(Standing.APPROVED, Set.of(), withdraw);
    }

    /**
     * Where one stage stands.
     *
     * @param asked all seats of the stage, at least one
     */
    public static Standing standing(Collection<Seat> asked) {
        int approved = 0;
        int undecided = 0;
        int needed = 0;
        for (Seat seat : asked) {
            if (seat.state() == ApprovalRequestState.REJECTED) {
                return Standing.REJECTED;
            }
            needed = Math.max(needed, seat.needed());
            approved += seat.state().approved() ? 1 : 0;
            undecided += isUndecided(seat) ? 1 : 0;
        }
        if (approved >= needed) {
            return Standing.APPROVED;
        }
        return approved + undecided < needed ? Standing.REJECTED : Standing.OPEN;
    }

    /**
     * Everybody who has decided already, or in whose place somebody has. None of them decides a second time, in whatever stage, be it
     * open together with theirs, and whatever roles they have, so that as many different people agree as approvals are needed.
     */
    public static Set<String> counted(Collection<Seat> seats) {
        Set<String> people = new HashSet<>();
        for (Seat seat : seats) {
            if (seat.deciderId() != null && seat.state().decided()) {
                people.add(seat.deciderId());
                if (seat.onBehalfOfId() != null) {
                    people.add(seat.onBehalfOfId());
                }
            }
        }
        return people;
    }

    private static boolean isUndecided(Seat seat) {
        return seat.state().open() || seat.state() == ApprovalRequestState.UPCOMING;
    }

    private static Set<String> undecided(Collection<Seat> seats) {
        return seats.stream().filter(ApprovalEngine::isUndecided).map(Seat::id).collect(Collectors.toSet());
    }

    /** The stages of each step, with their seats. */
    private static List<Collection<List<Seat>>> steps(Collection<Seat> seats) {
        SortedMap<Integer, SortedMap<Integer, List<Seat>>> steps = new TreeMap<>();
        for (Seat seat : seats) {
            steps.computeIfAbsent(seat.step(), _ -> new TreeMap<>())
                    .computeIfAbsent(seat.stage(), _ -> new ArrayList<>())
                    .add(seat);
        }
        return steps.values().stream().map(SortedMap::values).toList();
    }
}
