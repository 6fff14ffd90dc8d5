// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import io.mainstay.problem.ProblemTrendScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Trends read straight from their definition: for each thing that one could be about all incidents are looked at anew. Shares no
 * code with the detection.
 */
public final class TrendOracle {

    private final TrendModel model;
    private final Instant until;
    private final Duration window;
    private final int minimum;

    /** @param incidentIds newest first */
    public record Trend(
            ProblemTrendScope scope, String subject, List<String> incidentIds, double expected, double score) {}

    private record Candidate(Trend trend, int remoteness) {}

    public TrendOracle(TrendModel model, Instant until, Duration window, int minimum) {
        this.model = model;
        this.until = until;
        this.window = window;
        this.minimum = minimum;
    }

    /** What is to be found, in no particular order; the subject of a class is {@code class} and its number. */
    public List<Trend> trends(Set<ProblemTrendScope> scopes) {
        List<Candidate> all = new ArrayList<>();
        for (TrendModel.Item item : model.items()) {
            if (item.hidden()) {
                continue;
            }
            if (scopes.contains(ProblemTrendScope.CONFIGURATION_ITEM)) {
                addTo(all, ProblemTrendScope.CONFIGURATION_ITEM, item.id(), Set.of(item.id()));
            }
            if (scopes.contains(ProblemTrendScope.NEIGHBOURHOOD)) {
                addTo(
                        all,
                        ProblemTrendScope.NEIGHBOURHOOD,
                        item.id(),
                        ids(other -> distance(other.id(), item.id()) <= 2));
            }
        }
        if (scopes.contains(ProblemTrendScope.CLASS)) {
            for (int number = 0; number < 10; number++) {
                int wanted = number;
                addTo(all, ProblemTrendScope.CLASS, "class" + number, ids(item -> item.classNumber() == wanted));
            }
        }
        return all.stream()
                .filter(candidate -> all.stream().noneMatch(other -> isBetter(other, candidate)))
                .map(Candidate::trend)
                .toList();
    }

    private static boolean isBetter(Candidate one, Candidate than) {
        if (one == than
                || !Set.copyOf(one.trend().incidentIds())
                        .equals(Set.copyOf(than.trend().incidentIds()))) {
            return false;
        }
        int bySpecificity = one.trend().scope().compareTo(than.trend().scope());
        if (bySpecificity != 0) {
            return bySpecificity < 0;
        }
        return one.trend().scope() == ProblemTrendScope.NEIGHBOURHOOD
                && Comparator.comparingInt(Candidate::remoteness)
                                .thenComparing(candidate -> candidate.trend().subject())
                                .compare(one, than)
                        < 0;
    }

    private void addTo(List<Candidate> all, ProblemTrendScope scope, String subject, Set<String> members) {
        List<TrendModel.Happening> found = on(members, counting(until.minus(window), until));
        Set<String> concerned = new HashSet<>(members);
        concerned.removeIf(member ->
                found.stream().noneMatch(happening -> happening.ciIds().contains(member)));
        if (found.size() < minimum || (scope == ProblemTrendScope.NEIGHBOURHOOD && concerned.size() < 2)) {
            return;
        }
        Duration past = window.multipliedBy(6).compareTo(Duration.ofDays(366)) > 0
                ? Duration.ofDays(366)
                : window.multipliedBy(6);
        Instant from = until.minus(window);
        int before = on(members, counting(from.minus(past), from)).size();
        double expected = Math.max(1, before) * (double) window.toSeconds() / past.toSeconds();
        int remoteness = scope == ProblemTrendScope.NEIGHBOURHOOD
                ? concerned.stream()
                        .mapToInt(member -> distance(member, subject))
                        .sum()
                : 0;
        all.add(new Candidate(
                new Trend(
                        scope,
                        subject,
                        found.stream().map(TrendModel.Happening::id).toList(),
                        expected,
                        score(found.size(), expected)),
                remoteness));
    }

    /** What counts after the one instant and not after the other, newest first. */
    List<TrendModel.Happening> counting(Instant after, Instant last) {
        return model.happenings().stream()
                .filter(happening -> happening.fate().counts())
                .filter(happening -> happening.reportedAt().isAfter(after)
                        && !happening.reportedAt().isAfter(last))
                .sorted(Comparator.comparing(TrendModel.Happening::reportedAt)
                        .thenComparing(TrendModel.Happening::id)
                        .reversed())
                .toList();
    }

    private static List<TrendModel.Happening> on(Set<String> members, List<TrendModel.Happening> happenings) {
        return happenings.stream()
                .filter(happening -> happening.ciIds().stream().anyMatch(members::contains))
                .toList();
    }

    private Set<String> ids(Predicate<TrendModel.Item> wanted) {
        return model.items().stream()
                .filter(item -> !item.hidden() && wanted.test(item))
                .map(TrendModel.Item::id)
                .collect(Collectors.toSet());
    }

    private int distance(String from, String to) {
        if (from.equals(to)) {
            return 0;
        }
        if (linked(from, to)) {
            return 1;
        }
        return model.items().stream()
                        .anyMatch(middle -> !middle.hidden() && linked(from, middle.id()) && linked(middle.id(), to))
                ? 2
                : 3;
    }

    private boolean linked(String from, String to) {
        return model.links().contains(new TrendModel.Link(from, to));
    }

    /** The probabilities of so many and more, one by one. */
    private static double score(int count, double expected) {
        double probability = 0;
        for (int at = count; at < count + 300; at++) {
            double logarithm = at * Math.log(expected) - expected;
            for (int factor = 2; factor <= at; factor++) {
                logarithm -= Math.log(factor);
            }
            probability += Math.exp(logarithm);
        }
        return -Math.log10(probability);
    }
}
