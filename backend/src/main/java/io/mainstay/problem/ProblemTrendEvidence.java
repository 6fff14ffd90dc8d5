// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The incidents that a trend rests on, newest first. Each counts once, however many of the configuration items it affects. */
public final class ProblemTrendEvidence {

    /** What cursors of {@link #page} belong to; see {@link PageRequest#of}. */
    public static final String SCOPE = "ProblemTrend.incidents";

    private static final Comparator<Reported> NEWEST_FIRST = Comparator.comparing(Reported::reportedAt)
            .thenComparing(Reported::id)
            .reversed();

    private final List<Reported> window;
    private final List<int[]> places;

    /** An incident and when it was reported. */
    public record Reported(String id, Instant reportedAt) {}

    /**
     * @param window all incidents of the window, newest first
     * @param places where those of the trend are in it, in parts that have none in common, each ascending and not empty
     */
    public ProblemTrendEvidence(List<Reported> window, List<int[]> places) {
        this.window = window;
        this.places = List.copyOf(places);
    }

    /** How many incidents there are. */
    public int count() {
        return places.stream().mapToInt(part -> part.length).sum();
    }

    /** When the oldest of them was reported. */
    public Instant firstReportedAt() {
        int last = places.stream().mapToInt(part -> part[part.length - 1]).max().orElseThrow();
        return window.get(last).reportedAt();
    }

    /** When the newest of them was reported. */
    public Instant lastReportedAt() {
        int first = places.stream().mapToInt(part -> part[0]).min().orElseThrow();
        return window.get(first).reportedAt();
    }

    /** The ids of one part of the incidents. */
    public Page<String> page(PageRequest request) {
        IntPredicate follows = follows(request);
        List<Reported> rows = ordered()
                .filter(follows)
                .limit(request.first() + 1L)
                .mapToObj(window::get)
                .toList();
        return Page.ofRows(
                        rows,
                        request,
                        incident -> Cursor.of(List.of(incident.reportedAt().toString()), incident.id(), SCOPE))
                .map(Reported::id);
    }

    private IntStream ordered() {
        return places.stream().flatMapToInt(Arrays::stream).sorted();
    }

    private IntPredicate follows(PageRequest request) {
        Cursor after = request.after();
        if (after == null) {
            return _ -> true;
        }
        Reported last = new Reported(after.id(), after.values(1).instant(0));
        return place -> NEWEST_FIRST.compare(window.get(place), last) > 0;
    }
}
