// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import static io.mainstay.release.internal.Releases.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeState;
import io.mainstay.change.ChangeType;
import io.mainstay.change.internal.Changes;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentDecision.Cause;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.internal.DeploymentFreezes.Frozen;
import io.mainstay.release.internal.DeploymentFreezes.Touched;
import io.mainstay.release.internal.DeploymentGate.Objection;
import io.mainstay.ticket.Header;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowKind;
import io.mainstay.window.ChangeWindowOccurrence;
import io.mainstay.window.ChangeWindowPart;
import io.mainstay.window.ChangeWindowReason;
import io.mainstay.window.ChangeWindowSchedule;
import io.mainstay.window.ChangeWindowScope;
import io.mainstay.window.ChangeWindowState;
import io.mainstay.window.HeldChangeWindow;
import io.mainstay.window.ItemChangeWindows;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeploymentFreezesTest {

    private static final int MINUTES = 40;
    private static final List<String> CIS = List.of("a", "b", "c");

    /** When a freeze holds, in minutes without a break between them, and which items it covers. */
    private record Schedule(String id, List<int[]> spans, Set<String> ciIds) {

        static Schedule random(Random random, String id) {
            List<int[]> spans = new ArrayList<>();
            int at = random.nextInt(10);
            for (int i = random.nextInt(3); i > 0 && at < MINUTES; i--) {
                int end = at + 1 + random.nextInt(15);
                spans.add(new int[] {at, end});
                at = end + 1 + random.nextInt(10);
            }
            return new Schedule(
                    id, spans, CIS.stream().filter(_ -> random.nextBoolean()).collect(Collectors.toSet()));
        }

        boolean holds(int minute) {
            return spans.stream().anyMatch(span -> span[0] <= minute && minute < span[1]);
        }

        /** As {@link io.mainstay.window.ChangeWindows} tells it; null if it does not hold in that time. */
        @Nullable
        HeldChangeWindow held(Deployment.Window time) {
            List<ChangeWindowOccurrence> told = spans.stream()
                    .map(span -> new ChangeWindowOccurrence(at(span[0]), at(span[1])))
                    .filter(one ->
                            one.startsAt().isBefore(time.to()) && one.endsAt().isAfter(time.from()))
                    .toList();
            return told.isEmpty()
                    ? null
                    : new HeldChangeWindow(
                            freeze(id), List.of(new ChangeWindowReason(ChangeWindowPart.EVERYTHING, null)), told);
        }
    }

    private static Map<String, ItemChangeWindows> held(List<Schedule> all, Deployment.Window time) {
        Map<String, ItemChangeWindows> held = new HashMap<>();
        for (String ciId : CIS) {
            List<HeldChangeWindow> ofItem = all.stream()
                    .filter(one -> one.ciIds().contains(ciId))
                    .flatMap(one -> Stream.ofNullable(one.held(time)))
                    .toList();
            if (!ofItem.isEmpty()) {
                held.put(ciId, new ItemChangeWindows(ofItem, true));
            }
        }
        return held;
    }

    /** A minute in which a freeze holds and covers an item for which no change speaks, or not each that touches it, is one too many. */
    @Test
    void shouldAgreeWithALookAtEachMinute() {
        Random random = new Random(10);
        int free = 0;
        for (int run = 0; run < 20_000; run++) {
            int from = random.nextInt(MINUTES);
            Deployment.Window window = new Deployment.Window(at(from), at(from + 1 + random.nextInt(20)));
            Instant now = at(random.nextInt(MINUTES));
            Deployment.Window time = DeploymentFreezes.time(window, now);
            List<Schedule> schedules = List.of(Schedule.random(random, "w1"), Schedule.random(random, "w2"));
            Map<String, int[]> planned = new HashMap<>();
            Map<String, List<String>> ciIds = new HashMap<>();
            Map<String, Set<String>> excepted = new HashMap<>();
            List<Change> changes = new ArrayList<>();
            for (String id : List.of("one", "two")) {
                int begins = random.nextInt(MINUTES);
                int[] span = {begins, begins + 1 + random.nextInt(MINUTES)};
                planned.put(id, span);
                ciIds.put(id, CIS.stream().filter(_ -> random.nextInt(3) == 0).toList());
                excepted.put(
                        id,
                        Stream.of("w1", "w2").filter(_ -> random.nextInt(3) > 0).collect(Collectors.toSet()));
                changes.add(change(id, span));
            }
            Set<String> own = CIS.stream().filter(_ -> random.nextInt(5) == 0).collect(Collectors.toSet());
            Set<String> expected = new HashSet<>();
            for (Schedule freeze : schedules) {
                for (int minute = -1; minute < 3 * MINUTES; minute++) {
                    if (!at(minute).isBefore(time.from())
                            && at(minute).isBefore(time.to())
                            && freeze.holds(minute)
                            && frozen(freeze, minute, own, ciIds, excepted, planned)) {
                        expected.add(freeze.id());
                    }
                }
            }
            free += expected.isEmpty() ? 1 : 0;

            DeploymentFreezes found =
                    DeploymentFreezes.of(new Touched(own, changes, ciIds, excepted), held(schedules, time), time);

            assertThat(found.frozen().stream().map(Frozen::windowId).collect(Collectors.toSet()))
                    .as("run " + run)
                    .isEqualTo(expected);
        }
        assertThat(free).as("both answers are common").isBetween(2_000, 18_000);
    }

    private static boolean frozen(
            Schedule freeze,
            int minute,
            Set<String> own,
            Map<String, List<String>> ciIds,
            Map<String, Set<String>> excepted,
            Map<String, int[]> planned) {
        for (String ciId : freeze.ciIds()) {
            List<String> touching = ciIds.keySet().stream()
                    .filter(id -> ciIds.getOrDefault(id, List.of()).contains(ciId))
                    .toList();
            boolean bare = touching.isEmpty() && own.contains(ciId);
            boolean open = touching.stream().anyMatch(id -> {
                int[] span = planned.getOrDefault(id, new int[] {0, 0});
                return !excepted.getOrDefault(id, Set.of()).contains(freeze.id())
                        || minute < span[0]
                        || minute >= span[1];
            });
            if (bare || open) {
                return true;
            }
        }
        return false;
    }

    @Test
    void shouldLookAtTheRestOfTheWindowOrAtTheInstant() {
        Deployment.Window window = new Deployment.Window(at(10), at(20));

        assertThat(DeploymentFreezes.time(window, at(0))).as("before it").isEqualTo(window);
        assertThat(DeploymentFreezes.time(window, at(15))).isEqualTo(new Deployment.Window(at(15), at(20)));
        assertThat(DeploymentFreezes.time(window, at(20)).from()).as("after it").isEqualTo(at(20));
        assertThat(DeploymentFreezes.time(null, at(5)).from()).as("without one").isEqualTo(at(5));
    }

    @Test
    void shouldSayFromWhenOnItMayStartAndWhichChangesAreNotExcepted() {
        Deployment.Window window = new Deployment.Window(at(0), at(30));
        Change open = change("open", new int[] {0, 30});
        Touched touched = new Touched(List.of(), List.of(open), Map.of("open", List.of("a")), Map.of());
        DeploymentFreezes ending = DeploymentFreezes.of(
                touched, held(List.of(new Schedule("w", List.of(new int[] {0, 20}), Set.of("a"))), window), window);
        DeploymentFreezes lasting = DeploymentFreezes.of(
                touched, held(List.of(new Schedule("w", List.of(new int[] {5, 30}), Set.of("a"))), window), window);

        Objection objection = objection(ending, window);
        assertThat(objection.cause()).isEqualTo(Cause.FREEZE);
        assertThat(objection.until()).isEqualTo(at(20));
        assertThat(objection.changes()).containsExactly(open);
        assertThat(objection.message()).as("not everybody sees it").doesNotContain("CHG", "Freeze");
        assertThat(objection(lasting, window).until())
                .as("its window is over by then")
                .isNull();
    }

    @Test
    void shouldKeepOutWhatMayBeFrozen() {
        Deployment.Window window = new Deployment.Window(at(0), at(30));
        Touched touched = new Touched(List.of("a"), List.of(), Map.of(), Map.of());

        DeploymentFreezes found =
                DeploymentFreezes.of(touched, Map.of("a", new ItemChangeWindows(List.of(), false)), window);

        assertThat(objection(found, window).cause()).isEqualTo(Cause.FREEZES_INCOMPLETE);
    }

    private static Objection objection(DeploymentFreezes freezes, Deployment.Window window) {
        List<Objection> all = DeploymentGate.objections(
                new DeploymentGate.Facts(
                        Releases.approved(),
                        Releases.to("production", DeploymentState.SCHEDULED, window),
                        List.of(),
                        Releases.environment("production", 20, true, false),
                        null,
                        List.of(),
                        Set.of(),
                        false,
                        freezes,
                        List.of()),
                AT);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static Change change(String id, int[] span) {
        return Changes.in(ChangeState.SCHEDULED, ChangeType.NORMAL)
                .with(new Header(id, "CHG0000001", "org", 1, 1, AT, AT, AT, null))
                .with(new Change.Plan(
                        "Replace it",
                        null,
                        "Put it back",
                        null,
                        new Change.Window(at(span[0]), at(span[1]), "Europe/Berlin"),
                        List.of("implementer"),
                        List.of()));
    }

    private static Instant at(int minute) {
        return AT.plus(Duration.ofMinutes(minute));
    }

    private static ChangeWindow freeze(String id) {
        LocalDateTime start = LocalDateTime.ofInstant(AT, ZoneOffset.UTC);
        return new ChangeWindow(
                id,
                ChangeWindowKind.FREEZE,
                "Freeze " + id,
                null,
                new ChangeWindowScope(true, List.of(), List.of(), List.of(), List.of(), List.of(), null),
                new ChangeWindowSchedule(ZoneOffset.UTC, start, start.plusHours(1), null, List.of(), List.of()),
                AT,
                AT.plus(Duration.ofHours(1)),
                ChangeWindowState.ACTIVE,
                null,
                null,
                null,
                null,
                null,
                1,
                1,
                AT,
                AT);
    }
}
