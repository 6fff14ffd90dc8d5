// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.change.Change;
import io.mainstay.release.Deployment;
import io.mainstay.window.ChangeWindowOccurrence;
import io.mainstay.window.HeldChangeWindow;
import io.mainstay.window.ItemChangeWindows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The freezes that stand in the way of a deployment: those that cover an item of its release or of a change in it while it may go on.
 * A change that is excepted from a freeze takes its items out of it, as long as its own window lasts.
 *
 * @param complete false if there may be more
 */
public record DeploymentFreezes(List<Frozen> frozen, boolean complete) {

    public static final DeploymentFreezes NONE = new DeploymentFreezes(List.of(), true);

    public DeploymentFreezes {
        frozen = List.copyOf(frozen);
    }

    /**
     * A freeze in the way.
     *
     * @param endsAt the first instant at which it does not hold any more
     * @param changes those in the release whose items it covers and that are not excepted from it
     */
    public record Frozen(String windowId, Instant endsAt, List<Change> changes) {

        public Frozen {
            changes = List.copyOf(changes);
        }
    }

    /**
     * What a deployment touches.
     *
     * @param ownIds the configuration items of the release itself
     * @param changes those that the release contains
     * @param ciIds the configuration items of the changes, by the ids of the changes
     * @param excepted from which freezes an authorisation excepts the changes, by the ids of the changes
     */
    public record Touched(
            Collection<String> ownIds,
            Collection<Change> changes,
            Map<String, List<String>> ciIds,
            Map<String, Set<String>> excepted) {

        public Touched {
            ownIds = Set.copyOf(ownIds);
            changes = List.copyOf(changes);
            ciIds = Map.copyOf(ciIds);
            excepted = Map.copyOf(excepted);
        }

        Set<String> all() {
            Set<String> all = new HashSet<>(ownIds);
            ciIds.values().forEach(all::addAll);
            return all;
        }
    }

    /**
     * While a deployment may go on that is begun as soon as it may be: to the end of its window, or where there is none, or it is over, at
     * the instant alone.
     */
    static Deployment.Window time(Deployment.@Nullable Window window, Instant now) {
        if (window == null || !now.isBefore(window.to())) {
            return new Deployment.Window(now, now.plusNanos(1));
        }
        return now.isAfter(window.from()) ? new Deployment.Window(now, window.to()) : window;
    }

    /** @param held the windows that cover each item at that time, by its id */
    static DeploymentFreezes of(Touched touched, Map<String, ItemChangeWindows> held, Deployment.Window time) {
        Map<String, HeldChangeWindow> freezes = new LinkedHashMap<>();
        Map<String, Set<String>> covered = new HashMap<>();
        held.forEach((ciId, windows) -> windows.freezes().forEach(freeze -> {
            freezes.putIfAbsent(freeze.window().id(), freeze);
            covered.computeIfAbsent(freeze.window().id(), _ -> new HashSet<>()).add(ciId);
        }));
        List<Frozen> frozen = new ArrayList<>();
        freezes.forEach((windowId, freeze) -> {
            Set<String> items = covered.getOrDefault(windowId, Set.of());
            Set<String> bare = new HashSet<>(touched.ownIds());
            bare.retainAll(items);
            List<Change> open = new ArrayList<>();
            for (Change change : touched.changes()) {
                List<String> ofChange = touched.ciIds().getOrDefault(change.id(), List.of());
                if (ofChange.stream().anyMatch(items::contains)) {
                    ofChange.forEach(bare::remove);
                    if (!isExcepted(touched, change, freeze, time)) {
                        open.add(change);
                    }
                }
            }
            // What only the release has, no change speaks for.
            if (!open.isEmpty() || !bare.isEmpty()) {
                frozen.add(new Frozen(windowId, freeze.occurrences().getLast().endsAt(), open));
            }
        });
        return new DeploymentFreezes(frozen, held.values().stream().allMatch(ItemChangeWindows::complete));
    }

    /** An exception is for the window of its change: a deployment that lasts longer than that is not excepted. */
    private static boolean isExcepted(Touched touched, Change change, HeldChangeWindow freeze, Deployment.Window time) {
        Instant from = change.plannedFrom();
        Instant to = change.plannedTo();
        return from != null
                && to != null
                && touched.excepted()
                        .getOrDefault(change.id(), Set.of())
                        .contains(freeze.window().id())
                && freeze.occurrences().stream().allMatch(held -> isWithin(held, time, from, to));
    }

    private static boolean isWithin(ChangeWindowOccurrence held, Deployment.Window time, Instant from, Instant to) {
        Instant begins = held.startsAt().isAfter(time.from()) ? held.startsAt() : time.from();
        Instant ends = held.endsAt().isBefore(time.to()) ? held.endsAt() : time.to();
        return !begins.isBefore(from) && !ends.isAfter(to);
    }
}
