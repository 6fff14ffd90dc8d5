// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.kernel.Principal;
import io.mainstay.support.SettableClock;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowKind;
import io.mainstay.window.ChangeWindowQueries;
import io.mainstay.window.ChangeWindowService;
import io.mainstay.window.SetChangeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The freezes of a walk: they come, are suspended, hold again and end, and when each of them holds is known here without its capability. */
final class FreezeWalk {

    private final ChangeWindowService windows;
    private final ChangeWindowQueries queries;
    private final SettableClock clock;
    private final Random random;
    private final List<Freeze> freezes = new ArrayList<>();

    FreezeWalk(ChangeWindowService windows, ChangeWindowQueries queries, SettableClock clock, Random random) {
        this.windows = windows;
        this.queries = queries;
        this.clock = clock;
        this.random = random;
    }

    /**
     * A freeze of one configuration item.
     *
     * @param suspendedAt null unless it is suspended, or was
     * @param suspendedUntil null unless it is suspended, or was
     */
    record Freeze(
            String id,
            int version,
            String ciId,
            Instant from,
            Instant to,
            @Nullable Instant suspendedAt,
            @Nullable Instant suspendedUntil) {

        private Freeze as(ChangeWindow window) {
            return new Freeze(id, window.version(), ciId, from, to, window.suspendedAt(), window.suspendedUntil());
        }

        /** Whether it holds at any instant from the first on and before the second. */
        boolean holds(Instant begins, Instant ends) {
            Instant first = later(from, begins);
            Instant last = earlier(to, ends);
            if (!first.isBefore(last)) {
                return false;
            }
            return suspendedAt == null
                    || suspendedUntil == null
                    || first.isBefore(suspendedAt)
                    || last.isAfter(suspendedUntil);
        }
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    boolean isEmpty() {
        return freezes.isEmpty();
    }

    Freeze any() {
        return freezes.get(random.nextInt(freezes.size()));
    }

    /** Those that hold between the two instants. */
    List<Freeze> holding(Instant begins, Instant ends) {
        return freezes.stream().filter(freeze -> freeze.holds(begins, ends)).toList();
    }

    List<Freeze> holding(Collection<String> ciIds, Instant begins, Instant ends) {
        return holding(begins, ends).stream()
                .filter(freeze -> ciIds.contains(freeze.ciId()))
                .toList();
    }

    /** For an hour or two that have begun or begin soon. */
    void set(Principal who, String ciId) {
        Instant from = clock.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(random.nextInt(60) - 40L));
        Instant to = from.plus(Duration.ofMinutes(60L + random.nextInt(60)));
        ChangeWindow window = windows.set(
                who,
                ChangeWindowKind.FREEZE,
                null,
                new SetChangeWindow(
                        "Walk",
                        null,
                        new SetChangeWindow.Scope(null, List.of(ciId), null, null, null, null, null),
                        "UTC",
                        local(from),
                        local(to),
                        null),
                null,
                null);
        freezes.add(new Freeze(window.id(), window.version(), ciId, from, to, null, null));
    }

    private static String local(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC).toString();
    }

    /** So that they are in no other walk's way. */
    void endAll(Principal who) {
        // By its version in the graph: a timer may have let it hold again meanwhile.
        for (Freeze freeze : freezes) {
            windows.end(
                    who,
                    freeze.id(),
                    queries.byIds(who, List.of(freeze.id())).get(freeze.id()).version());
        }
        freezes.clear();
    }

    /** Suspends, resumes or ends one, if there is any. */
    void move(Principal who) {
        if (freezes.isEmpty()) {
            return;
        }
        int index = random.nextInt(freezes.size());
        Freeze freeze = freezes.get(index);
        switch (random.nextInt(4)) {
            case 0, 1 -> {
                Instant until = clock.now().plus(Duration.ofMinutes(1L + random.nextInt(40)));
                ChangeWindow window = windows.suspend(who, freeze.id(), until, "Walk", freeze.version());
                freezes.set(index, freeze.as(window));
            }
            case 2 -> freezes.set(index, freeze.as(windows.resume(who, freeze.id(), freeze.version())));
            default -> {
                windows.end(who, freeze.id(), freeze.version());
                freezes.remove(index);
            }
        }
    }
}
