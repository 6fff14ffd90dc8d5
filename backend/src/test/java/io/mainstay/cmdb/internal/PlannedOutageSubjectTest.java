// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.PlannedOutageState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlannedOutageSubjectTest {

    private static final Duration AHEAD = Duration.ofDays(3);
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant FROM = Instant.parse("2026-03-20T20:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-20T22:00:00Z");
    private static final PlannedOutage.Notice TOLD =
            new PlannedOutage.Notice(NOW, PlannedOutageState.PLANNED, FailureEffect.STOPS, FROM, TO);

    @Test
    void shouldTellSomeTimeBefore() {
        assertThat(due(outage(FROM, TO, PlannedOutageState.PLANNED, null))).isEqualTo(FROM.minus(AHEAD));
    }

    @Test
    void shouldTellOnce() {
        assertThat(due(outage(FROM, TO, PlannedOutageState.PLANNED, TOLD))).isNull();
    }

    @Test
    void shouldTellAtOnceOfWhatIsNotAnyMoreAsTheyWereTold() {
        assertThat(due(outage(FROM.plusSeconds(1), TO, PlannedOutageState.PLANNED, TOLD)))
                .isEqualTo(NOW);
        assertThat(due(outage(FROM, TO.plusSeconds(1), PlannedOutageState.PLANNED, TOLD)))
                .isEqualTo(NOW);
        assertThat(due(outage(FROM, TO, PlannedOutageState.CANCELLED, TOLD))).isEqualTo(NOW);
        PlannedOutage.Notice other =
                new PlannedOutage.Notice(NOW, PlannedOutageState.PLANNED, FailureEffect.DEGRADES, FROM, TO);
        assertThat(due(outage(FROM, TO, PlannedOutageState.PLANNED, other))).isEqualTo(NOW);
    }

    @Test
    void shouldTellAgainOfOneThatIsBack() {
        PlannedOutage.Notice cancelled =
                new PlannedOutage.Notice(NOW, PlannedOutageState.CANCELLED, FailureEffect.STOPS, FROM, TO);

        assertThat(due(outage(FROM, TO, PlannedOutageState.PLANNED, cancelled))).isEqualTo(FROM.minus(AHEAD));
        assertThat(due(outage(FROM, TO.plusSeconds(1), PlannedOutageState.CANCELLED, cancelled)))
                .isNull();
    }

    @Test
    void shouldNotTellOfWhatNobodyKnewOrWhatIsOver() {
        assertThat(due(outage(FROM, TO, PlannedOutageState.CANCELLED, null))).isNull();
        assertThat(due(outage(NOW.minusSeconds(2), NOW, PlannedOutageState.PLANNED, null)))
                .as("entered late")
                .isNull();
        assertThat(due(outage(NOW.minusSeconds(2), NOW, PlannedOutageState.PLANNED, TOLD)))
                .as("ended early")
                .isNull();
        PlannedOutage.Notice over = new PlannedOutage.Notice(
                NOW.minusSeconds(9), PlannedOutageState.PLANNED, FailureEffect.STOPS, NOW.minusSeconds(2), NOW);
        assertThat(due(outage(NOW.minusSeconds(2), NOW, PlannedOutageState.CANCELLED, over)))
                .as("called off when it would have been over")
                .isNull();
    }

    /**
     * Whatever happens to an outage, and whenever: users know of it in time what is so, nothing is told twice, and nothing of what they never
     * heard of is called off.
     */
    @Test
    void shouldKeepUsersInformedInRandomHistories() {
        int told = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            History history = new History(seed);
            for (int step = 0; step < 30; step++) {
                history.happen();
                history.check("seed " + seed + ", step " + step);
            }
            told += history.told.size();
        }
        assertThat(told).isGreaterThan(2_000);
    }

    /** An outage to which something happens at random, with the timer that an edit arms and moves as all edits do. */
    private static final class History {

        private final Random random;
        private final List<PlannedOutage.Notice> told = new ArrayList<>();
        private Instant now = NOW;
        private PlannedOutage outage = outage(FROM, TO, PlannedOutageState.PLANNED, null);
        private @Nullable Instant timer = due(outage);

        History(int seed) {
            random = new Random(seed);
        }

        void happen() {
            switch (random.nextInt(4)) {
                case 0 -> now = now.plus(Duration.ofHours(random.nextInt(192)));
                case 1 -> {
                    if (!outage.closed(now)) {
                        int hours = random.nextInt(5) - 2;
                        edit(
                                outage.from().plus(Duration.ofHours(hours)),
                                outage.to().plus(Duration.ofHours(hours)),
                                PlannedOutageState.PLANNED);
                    }
                }
                case 2 -> {
                    if (!outage.closed(now)) {
                        edit(outage.from(), outage.to(), PlannedOutageState.CANCELLED);
                    }
                }
                default -> {
                    if (outage.to().isAfter(now)) {
                        edit(outage.from(), outage.to(), PlannedOutageState.PLANNED);
                    }
                }
            }
            fire();
        }

        private void edit(Instant from, Instant to, PlannedOutageState state) {
            replace(new PlannedOutage(
                    outage.id(),
                    outage.number(),
                    outage.ciId(),
                    outage.effect(),
                    from,
                    to,
                    outage.title(),
                    null,
                    state,
                    null,
                    outage.notice(),
                    1,
                    1,
                    NOW,
                    now));
            if (random.nextBoolean()) {
                fire();
            }
        }

        private void replace(PlannedOutage after) {
            Instant before = due(outage);
            outage = after;
            Instant due = due(after);
            if (due == null || !due.equals(before)) {
                timer = due;
            }
        }

        private void fire() {
            if (timer == null || timer.isAfter(now)) {
                return;
            }
            timer = null;
            boolean over = outage.state() == PlannedOutageState.PLANNED && outage.closed(now);
            if (!over && due(outage) != null) {
                PlannedOutage after = outage.toldAt(now);
                told.add(Objects.requireNonNull(after.notice()));
                replace(after);
            }
        }

        void check(String when) {
            PlannedOutage.Notice last = told.isEmpty() ? null : told.getLast();
            assertThat(outage.notice()).as(when).isEqualTo(last);
            boolean known = last != null && last.state() == PlannedOutageState.PLANNED;
            if (outage.state() == PlannedOutageState.CANCELLED) {
                assertThat(known).as("%s: called off and nobody told", when).isFalse();
            } else if (!outage.closed(now)
                    && (known || !outage.from().minus(AHEAD).isAfter(now))) {
                assertThat(outage.isAsTold())
                        .as("%s: not as they were told", when)
                        .isTrue();
            }
            for (int i = 0; i < told.size(); i++) {
                PlannedOutage.Notice one = told.get(i);
                PlannedOutage.Notice before = i == 0 ? null : told.get(i - 1);
                if (one.state() == PlannedOutageState.CANCELLED) {
                    assertThat(before).as("%s: of what nobody knew", when).isNotNull();
                    assertThat(Objects.requireNonNull(before).state()).as(when).isEqualTo(PlannedOutageState.PLANNED);
                } else if (before != null && before.state() == PlannedOutageState.PLANNED) {
                    assertThat(one.from()).as("%s: told twice", when).isNotEqualTo(before.from());
                }
            }
        }
    }

    private static @Nullable Instant due(PlannedOutage outage) {
        return PlannedOutageSubject.noticeDue(outage, AHEAD);
    }

    /** As it was edited just now. */
    private static PlannedOutage outage(
            Instant from, Instant to, PlannedOutageState state, PlannedOutage.@Nullable Notice notice) {
        return new PlannedOutage(
                "outage",
                "OUT0000001",
                "ci",
                FailureEffect.STOPS,
                from,
                to,
                "Title",
                null,
                state,
                null,
                notice,
                1,
                1,
                NOW,
                NOW);
    }
}
