// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mainstay.kernel.ForbiddenException;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Visibility;
import io.mainstay.record.TicketKind;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Clocks of records on a real database, with the timers and the outbox that the application runs. */
@IntegrationTest
class SlaClocksIT {

    private static final String WARNING = "sla.warning.v1";
    private static final String BREACHED = "sla.breached.v1";
    private static final String WITHDRAWN = "sla.breach-withdrawn.v1";
    private static final String CUSTOMER = "AWAITING_CUSTOMER";

    /** Response in 15 minutes, resolution in 4 hours, around the clock. */
    private static final SlaFacts P1 = SlaFacts.ofPriority(TicketKind.INCIDENT, "P1");

    /** Response in 30 minutes, resolution in 8 hours, around the clock. */
    private static final SlaFacts P2 = SlaFacts.ofPriority(TicketKind.INCIDENT, "P2");

    @Autowired
    private SlaRecords records;

    @Autowired
    private SlaClocks clocks;

    @Autowired
    private SlaClockViews views;

    @Autowired
    private SettableClock clock;

    @Autowired
    private CypherCalls calls;

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    @Test
    void shouldGiveARecordTheClocksOfItsPriorityAndExplainThem() {
        Instant start = setClock("2026-06-01T08:00:00Z");
        String id = records.open(P1);
        clock.advance(Duration.ofMinutes(10));
        records.change(id, P1, SlaRecordEvent.responded());
        clock.advance(Duration.ofMinutes(20));
        records.change(id, P1, SlaRecordEvent.held(CUSTOMER));
        clock.advance(Duration.ofHours(20));
        records.change(id, P1, SlaRecordEvent.released());
        clock.advance(Duration.ofMinutes(30));

        List<SlaClockView> now = views.byRecords(Principal.SYSTEM, List.of(id)).get(id);

        assertThat(now).extracting(SlaClockView::metric).containsExactly(SlaMetric.RESPONSE, SlaMetric.RESOLUTION);
        assertThat(now.getFirst()).satisfies(response -> {
            assertThat(response.state()).isEqualTo(SlaClockState.STOPPED);
            assertThat(response.outcome()).isEqualTo(SlaOutcome.MET);
            assertThat(response.target()).isEqualTo(Duration.ofMinutes(15));
            assertThat(response.elapsed()).isEqualTo(Duration.ofMinutes(10));
        });
        assertThat(now.getLast()).satisfies(resolution -> {
            assertThat(resolution.state()).isEqualTo(SlaClockState.RUNNING);
            assertThat(resolution.definition().name()).isEqualTo("P1 resolution");
            assertThat(resolution.elapsed()).isEqualTo(Duration.ofHours(1));
            assertThat(resolution.remaining()).isEqualTo(Duration.ofHours(3));
            assertThat(resolution.dueAt()).isEqualTo(clock.now().plus(Duration.ofHours(3)));
            assertThat(resolution.intervalsComplete()).isTrue();
            assertThat(resolution.intervals())
                    .containsExactly(
                            new SlaClockView.Interval(start, start.plusSeconds(1_800), true, SlaIntervalReason.RUNNING),
                            new SlaClockView.Interval(
                                    start.plusSeconds(1_800),
                                    start.plusSeconds(73_800),
                                    false,
                                    SlaIntervalReason.ON_HOLD),
                            new SlaClockView.Interval(
                                    start.plusSeconds(73_800), null, true, SlaIntervalReason.RUNNING));
        });
    }

    @Test
    void shouldWarnAndBreachOnceWhenTheInstantsCome() {
        Instant start = setClock("2026-06-02T08:00:00Z");
        String id = records.open(P1);
        records.change(id, P1, SlaRecordEvent.responded());
        assertThat(records.timers(id)).containsExactly("RESOLUTION-1");

        clock.set(start.plus(Duration.ofHours(2)).plusSeconds(1));
        await().untilAsserted(() -> assertThat(records.events(id, WARNING)).hasSize(1));
        assertThat(records.events(id, WARNING).getFirst())
                .contains("\"percent\":50", "\"reachedAt\":\"2026-06-02T10:00:00Z\"", "\"recomputed\":false");
        assertThat(records.events(id, BREACHED)).isEmpty();

        clock.set(start.plus(Duration.ofHours(4)).plusSeconds(1));
        await().untilAsserted(() -> assertThat(records.events(id, BREACHED)).hasSize(1));
        assertThat(records.events(id, WARNING)).hasSize(3);
        assertThat(records.events(id, BREACHED).getFirst()).contains("\"breachedAt\":\"2026-06-02T12:00:00Z\"");
        assertThat(records.timers(id)).isEmpty();
        assertThat(records.actions(id)).containsExactly("test.change", "test.change", "sla.warn", "sla.breach");
        assertThat(views.snapshots(List.of(id)).get(id).getFirst().outcome()).isEqualTo(SlaOutcome.BREACHED);

        records.change(id, P1, SlaRecordEvent.resolved());
        assertThat(records.events(id, BREACHED)).hasSize(1);
    }

    @Test
    void shouldNotBreachWhatStoppedInTimeAndLeaveNoTimer() {
        Instant start = setClock("2026-06-03T08:00:00Z");
        String id = records.open(P1);
        clock.set(start.plus(Duration.ofMinutes(5)));

        List<SlaClockSnapshot> snapshots = records.change(id, P1, SlaRecordEvent.resolved());

        assertThat(snapshots).extracting(SlaClockSnapshot::outcome).containsOnly(SlaOutcome.MET);
        assertThat(records.timers(id)).isEmpty();
    }

    @Test
    void shouldNotifyNobodyOfWhatABackdatedEventMovesIntoThePast() {
        Instant now = setClock("2026-06-04T08:00:00Z");

        String id = records.openAt(P1, now.minus(Duration.ofDays(3)));

        assertThat(views.snapshots(List.of(id)).get(id))
                .extracting(SlaClockSnapshot::outcome)
                .containsOnly(SlaOutcome.BREACHED);
        assertThat(records.timers(id)).isEmpty();
        records.changeAt(id, P1, now.minus(Duration.ofDays(2)), SlaRecordEvent.responded());
        records.changeAt(id, P1, now.minus(Duration.ofDays(1)), SlaRecordEvent.resolved());
        assertThat(records.events(id, WARNING)).isEmpty();
        assertThat(records.events(id, BREACHED)).isEmpty();
        assertThat(records.events(id, WITHDRAWN)).isEmpty();
        assertThat(views.byRecords(Principal.SYSTEM, List.of(id))
                        .get(id)
                        .getLast()
                        .elapsed())
                .isEqualTo(Duration.ofDays(2));
    }

    @Test
    void shouldWithdrawABreachThatALaterEntryShowsNotToHaveBeen() {
        Instant start = setClock("2026-06-05T08:00:00Z");
        String id = records.open(P1);
        clock.set(start.plus(Duration.ofHours(5)));
        await().untilAsserted(() -> assertThat(records.events(id, BREACHED)).hasSize(2));

        records.changeAt(id, P1, start.plus(Duration.ofHours(3)), SlaRecordEvent.resolved());

        assertThat(records.events(id, WITHDRAWN)).singleElement().asString().contains("\"metric\":\"RESOLUTION\"");
        assertThat(views.snapshots(List.of(id)).get(id))
                .extracting(SlaClockSnapshot::outcome)
                .containsExactly(SlaOutcome.MET, SlaOutcome.BREACHED);
    }

    @Test
    void shouldMarkWhatAChangeOfPriorityMovesIntoThePast() {
        Instant start = setClock("2026-06-08T08:00:00Z");
        String id = records.open(P2);
        records.change(id, P2, SlaRecordEvent.responded());
        clock.set(start.plus(Duration.ofHours(3)));

        records.change(id, P1);

        // Three hours are 75 % of the four that P1 has, and under half of the eight of P2; exactly 75 % is not passed
        // yet.
        assertThat(records.events(id, WARNING))
                .singleElement()
                .asString()
                .contains("\"percent\":50", "\"recomputed\":true");
        assertThat(views.snapshots(List.of(id)).get(id).getFirst().dueAt()).isEqualTo(start.plus(Duration.ofHours(4)));
    }

    @Test
    void shouldAnnounceABreachOnceWhoeverNoticesItFirst() throws Exception {
        Instant start = setClock("2026-06-09T08:00:00Z");
        List<String> ids =
                IntStream.range(0, 6).mapToObj(index -> records.open(P1)).toList();
        clock.set(start.plus(Duration.ofHours(5)));

        List<Callable<Boolean>> changes = new ArrayList<>();
        for (String id : ids) {
            for (int writer = 0; writer < 6; writer++) {
                changes.add(() -> {
                    records.change(id, P1, SlaRecordEvent.held(CUSTOMER), SlaRecordEvent.released());
                    return true;
                });
            }
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> change : threads.invokeAll(changes)) {
                change.get();
            }
        }

        await().untilAsserted(() ->
                assertThat(ids).allSatisfy(id -> assertThat(records.timers(id)).isEmpty()));
        assertThat(ids).allSatisfy(id -> {
            assertThat(records.events(id, BREACHED)).hasSize(2);
            assertThat(records.events(id, WARNING)).hasSize(6);
        });
    }

    @Test
    void shouldReadTheClocksOfManyRecordsByAsManyCallsAsThoseOfOne() {
        setClock("2026-06-10T08:00:00Z");
        List<String> ids = IntStream.range(0, 30)
                .mapToObj(index -> records.open(index % 2 == 0 ? P1 : P2))
                .toList();
        views.byRecords(Principal.SYSTEM, ids);

        calls.reset();
        assertThat(views.byRecords(Principal.SYSTEM, ids.subList(0, 1))).hasSize(1);
        List<String> one = calls.since("sla/timelines", "sla/definition-versions", "calendar/versions-at");
        calls.reset();
        assertThat(views.byRecords(Principal.SYSTEM, ids)).hasSize(30);
        List<String> many = calls.since("sla/timelines", "sla/definition-versions", "calendar/versions-at");

        assertThat(many).isEqualTo(one).containsExactly("sla/timelines");
    }

    @Test
    void shouldReadNothingForUnknownRecordsAndNothingWithoutPermission() {
        Principal nobody = new Principal(
                Ids.next(), "Nobody", "", Set.of(), Set.of(), Set.of(), Visibility.everything(Ids.next()));

        assertThat(views.byRecords(Principal.SYSTEM, List.of(Ids.next(), "no id")))
                .isEmpty();
        assertThat(views.byRecords(Principal.SYSTEM, List.of())).isEmpty();

        assertThatThrownBy(() -> views.byRecords(nobody, List.of(Ids.next()))).isInstanceOf(ForbiddenException.class);
    }

    @Test
    void shouldWriteNothingOutsideAUnitOfWork() {
        Instant now = setClock("2026-06-11T08:00:00Z");
        SlaRecordEdit change =
                new SlaRecordEdit(SlaRecords.TYPE, Ids.next(), 1, P1, now, now, List.of(SlaRecordEvent.opened()));

        assertThatIllegalStateException().isThrownBy(() -> clocks.onRecordEdit(change));
        assertThat(views.snapshots(List.of(change.recordId()))).isEmpty();
    }

    private Instant setClock(String instant) {
        clock.set(Instant.parse(instant));
        return clock.now();
    }
}
