// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Configuration items, how they depend on each other, and what happened to them, as somebody would enter it. */
public record TrendModel(List<Item> items, Set<Link> links, List<Happening> happenings) {

    /** @param hidden whether the reader may not see it */
    public record Item(String id, int classNumber, boolean hidden) {}

    /** That one item fails with another. */
    public record Link(String dependent, String provider) {}

    /** What became of an incident. */
    public enum Fate {
        PLAIN,
        CANCELLED,
        HIDDEN,
        WITH_PROBLEM,
        WITH_CANCELLED_PROBLEM,
        WITH_DUPLICATE_PROBLEM,
        WITH_HIDDEN_PROBLEM;

        /** Whether the incident counts for who does not see what is hidden. */
        boolean counts() {
            return switch (this) {
                case PLAIN, WITH_CANCELLED_PROBLEM, WITH_DUPLICATE_PROBLEM, WITH_HIDDEN_PROBLEM -> true;
                case CANCELLED, HIDDEN, WITH_PROBLEM -> false;
            };
        }
    }

    public record Happening(String id, Instant reportedAt, Set<String> ciIds, Fate fate) {}

    /**
     * A small random history around a window and before it.
     *
     * @param prefix begins every id
     * @param until the end of the window
     */
    public static TrendModel random(Random random, String prefix, Instant until, Duration window, int classes) {
        List<Item> items = new ArrayList<>();
        int size = 2 + random.nextInt(7);
        for (int i = 0; i < size; i++) {
            items.add(new Item(prefix + "ci" + i, random.nextInt(classes), random.nextInt(6) == 0));
        }
        Set<Link> links = new LinkedHashSet<>();
        for (int i = random.nextInt(2 * size); i > 0; i--) {
            String from = items.get(random.nextInt(size)).id();
            String to = items.get(random.nextInt(size)).id();
            if (!from.equals(to)) {
                links.add(new Link(from, to));
            }
        }
        List<Happening> happenings = new ArrayList<>();
        long length = window.toSeconds();
        for (int i = 4 + random.nextInt(40); i > 0; i--) {
            // A few instants that several share, some at the ends of the window, some after it and before what is
            // looked at.
            long slots = random.nextBoolean() ? random.nextInt(5) : random.nextInt(36) - 2;
            Set<String> ciIds = new HashSet<>();
            for (int ci = random.nextInt(3); ci >= 0; ci--) {
                ciIds.add(items.get(random.nextInt(size)).id());
            }
            Fate fate = random.nextInt(3) > 0 ? Fate.PLAIN : Fate.values()[random.nextInt(Fate.values().length)];
            happenings.add(new Happening(
                    prefix + "incident%02d".formatted(i), until.minusSeconds(slots * length / 4), ciIds, fate));
        }
        return new TrendModel(items, links, happenings);
    }

    /** The facts as the statements are to read them. */
    TrendFacts facts(Instant until, Duration window) {
        Instant from = until.minus(window);
        Duration past = TrendReader.pastOf(window);
        TrendOracle oracle = new TrendOracle(this, until, window, 2);
        List<TrendFacts.Incident> incidents = oracle.counting(from, until).stream()
                .map(happening -> new TrendFacts.Incident(happening.id(), happening.reportedAt(), happening.ciIds()))
                .toList();
        List<TrendFacts.Past> before = oracle.counting(from.minus(past), from).stream()
                .map(happening -> new TrendFacts.Past(happening.ciIds(), 1))
                .toList();
        Map<String, String> classIds = new HashMap<>();
        Map<String, Set<String>> providers = new HashMap<>();
        for (Item item : items) {
            if (!item.hidden()) {
                classIds.put(item.id(), "class" + item.classNumber());
            }
        }
        for (Link link : links) {
            if (classIds.containsKey(link.dependent()) && classIds.containsKey(link.provider())) {
                providers
                        .computeIfAbsent(link.dependent(), _ -> new HashSet<>())
                        .add(link.provider());
            }
        }
        return new TrendFacts(incidents, before, classIds, providers, past.toMillis() / (double) window.toMillis());
    }
}
