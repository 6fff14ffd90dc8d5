// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.workflow.ApprovalDecision;
import io.mainstay.workflow.ApprovalRequestState;
import io.mainstay.workflow.Standing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The engine against a model that counts decisions from the beginning, over random policies and random decisions. Between these approvers ask
 * and are answered, and what is not decided in time is handed on, which the model does not know of: none of it may change where an approval stands.
 */
class ApprovalEngineTest {

    private static final int APPROVALS = 20_000;
    private static final long SEED = Long.getLong("mainstay.seed", System.nanoTime());

    /** What the id of a request in the place of another one has more. */
    private static final String HANDED_ON = "+";

    private final Random random = new Random(SEED);
    private int together;
    private int asked;
    private int handedOn;

    /** What somebody has decided. */
    private record Given(Place place, String by, @Nullable String inPlaceOf, ApprovalDecision decision) {}

    /** A seat as the model knows it. */
    private record Place(int stage, int number) {

        String id() {
            return stage + "/" + number;
        }
    }

    /** A policy as the model knows it: of each stage how many seats it has, how many must approve, and whether it is open with the one before. */
    private record Stage(int seats, int needed, boolean parallel) {}

    /** Where the model says that an approval stands. */
    private record Model(Standing whole, Set<String> open, Set<String> upcoming) {

        static Model of(List<Stage> stages, List<Given> given) {
            Set<String> open = new HashSet<>();
            for (int stage = 1; stage <= stages.size(); stage++) {
                if (!stages.get(stage - 1).parallel() && !open.isEmpty()) {
                    return new Model(
                            Standing.OPEN,
                            open,
                            IntStream.rangeClosed(stage, stages.size())
                                    .boxed()
                                    .flatMap(later -> ids(stages, later))
                                    .collect(Collectors.toSet()));
                }
                int number = stage;
                List<Given> here = given.stream()
                        .filter(one -> one.place().stage() == number)
                        .toList();
                long approved = here.stream()
                        .filter(one -> one.decision() == ApprovalDecision.APPROVE
                                || one.decision() == ApprovalDecision.APPROVE_WITH_CONDITIONS)
                        .count();
                long abstained = here.stream()
                        .filter(one -> one.decision() == ApprovalDecision.ABSTAIN)
                        .count();
                Stage size = stages.get(stage - 1);
                if (here.stream().anyMatch(one -> one.decision() == ApprovalDecision.REJECT)
                        || size.seats() - abstained < size.needed()) {
                    return new Model(Standing.REJECTED, Set.of(), Set.of());
                }
                if (approved < size.needed()) {
                    Set<String> decided =
                            here.stream().map(one -> one.place().id()).collect(Collectors.toSet());
                    ids(stages, stage).filter(id -> !decided.contains(id)).forEach(open::add);
                }
            }
            if (!open.isEmpty()) {
                return new Model(Standing.OPEN, open, Set.of());
            }
            return new Model(Standing.APPROVED, Set.of(), Set.of());
        }

        private static Stream<String> ids(List<Stage> stages, int stage) {
            return IntStream.range(0, stages.get(stage - 1).seats()).mapToObj(place -> new Place(stage, place).id());
        }
    }

    @Test
    void shouldMakeOfDecisionsWhatCountingThemMakes() {
        int[] ended = new int[Standing.values().length];
        for (int count = 0; count < APPROVALS; count++) {
            ended[walk().ordinal()]++;
        }

        assertThat(ended)
                .as("seed %d: what never comes about is not tried", SEED)
                .doesNotContain(0);
        assertThat(together).as("seed %d: stages that are open together", SEED).isPositive();
        assertThat(asked).as("seed %d: requests that wait for an answer", SEED).isPositive();
        assertThat(handedOn)
                .as("seed %d: requests that others are asked instead", SEED)
                .isPositive();
    }

    private Standing walk() {
        List<Stage> stages = new ArrayList<>();
        List<Seat> seats = new ArrayList<>();
        int step = 0;
        for (int stage = 1; stage <= 1 + random.nextInt(4); stage++) {
            int size = 1 + random.nextInt(4);
            int needed = 1 + random.nextInt(size);
            boolean parallel = stage > 1 && random.nextBoolean();
            together += parallel ? 1 : 0;
            step += parallel ? 0 : 1;
            stages.add(new Stage(size, needed, parallel));
            for (int place = 0; place < size; place++) {
                seats.add(new Seat(
                        new Place(stage, place).id(),
                        stage,
                        step,
                        needed,
                        step == 1 ? ApprovalRequestState.WAITING : ApprovalRequestState.UPCOMING,
                        null,
                        null));
            }
        }
        List<Given> given = new ArrayList<>();
        Model model = Model.of(stages, given);
        for (int tries = 0; tries < 20 && model.whole() == Standing.OPEN; tries++) {
            Place place = places(stages).get(random.nextInt(places(stages).size()));
            String by = "person " + random.nextInt(6);
            String inPlaceOf = random.nextInt(4) == 0 ? "absent " + random.nextInt(3) : null;
            ApprovalDecision decision = random.nextInt(3) > 0
                    ? ApprovalDecision.APPROVE
                    : ApprovalDecision.values()[random.nextInt(ApprovalDecision.values().length)];
            Set<String> counted = new HashSet<>();
            given.forEach(one -> {
                counted.add(one.by());
                if (one.inPlaceOf() != null) {
                    counted.add(one.inPlaceOf());
                }
            });
            String as = "seed " + SEED + ": " + stages + " " + given;
            assertThat(ApprovalEngine.counted(seats)).as(as).isEqualTo(counted);
            if (model.open().contains(place.id()) && random.nextInt(3) == 0) {
                seats = random.nextBoolean() ? askedOrAnswered(seats, place) : handedOn(seats, place);
                compare(ApprovalEngine.moves(seats), seats, model, as);
                continue;
            }
            if (!model.open().contains(place.id())
                    || counted.contains(by)
                    || (inPlaceOf != null && counted.contains(inPlaceOf))) {
                continue;
            }
            given.add(new Given(place, by, inPlaceOf, decision));
            seats = after(seats, openId(seats, place), decision, by, inPlaceOf);
            ApprovalEngine.Moves moves = ApprovalEngine.moves(seats);
            seats = moved(seats, moves);
            model = Model.of(stages, given);
            as = "seed " + SEED + ": " + stages + " " + given;
            compare(moves, seats, model, as);
        }
        return model.whole();
    }

    /** @param seats after the moves */
    private static void compare(ApprovalEngine.Moves moves, List<Seat> seats, Model model, String as) {
        assertThat(moves.whole()).as(as).isEqualTo(model.whole());
        assertThat(places(seats, ApprovalRequestState::open)).as(as).isEqualTo(model.open());
        assertThat(places(seats, state -> state == ApprovalRequestState.UPCOMING))
                .as(as)
                .isEqualTo(model.upcoming());
    }

    private List<Seat> askedOrAnswered(List<Seat> seats, Place place) {
        asked++;
        String id = openId(seats, place);
        return seats.stream()
                .map(seat -> !seat.id().equals(id)
                        ? seat
                        : in(
                                seat,
                                seat.state() == ApprovalRequestState.WAITING
                                        ? ApprovalRequestState.INFORMATION_ASKED
                                        : ApprovalRequestState.WAITING))
                .toList();
    }

    /** Somebody else gets a seat in the place of one that stays, undecided. */
    private List<Seat> handedOn(List<Seat> seats, Place place) {
        handedOn++;
        String id = openId(seats, place);
        return seats.stream()
                .flatMap(seat -> !seat.id().equals(id)
                        ? Stream.of(seat)
                        : Stream.of(
                                in(seat, ApprovalRequestState.EXPIRED),
                                new Seat(
                                        id + HANDED_ON,
                                        seat.stage(),
                                        seat.step(),
                                        seat.needed(),
                                        ApprovalRequestState.WAITING,
                                        null,
                                        null)))
                .toList();
    }

    private static String openId(List<Seat> seats, Place place) {
        return seats.stream()
                .filter(seat -> seat.state().open() && placeOf(seat).equals(place.id()))
                .map(Seat::id)
                .findFirst()
                .orElseThrow();
    }

    private static String placeOf(Seat seat) {
        return seat.id().replace(HANDED_ON, "");
    }

    private static List<Place> places(List<Stage> stages) {
        List<Place> places = new ArrayList<>();
        for (int stage = 1; stage <= stages.size(); stage++) {
            for (int place = 0; place < stages.get(stage - 1).seats(); place++) {
                places.add(new Place(stage, place));
            }
        }
        return places;
    }

    private static List<Seat> after(
            List<Seat> seats, String id, ApprovalDecision decision, String by, @Nullable String inPlaceOf) {
        return seats.stream()
                .map(seat -> seat.id().equals(id)
                        ? new Seat(id, seat.stage(), seat.step(), seat.needed(), decision.state(), by, inPlaceOf)
                        : seat)
                .toList();
    }

    private static List<Seat> moved(List<Seat> seats, ApprovalEngine.Moves moves) {
        return seats.stream()
                .map(seat -> moves.begin().contains(seat.id())
                        ? in(seat, ApprovalRequestState.WAITING)
                        : moves.withdraw().contains(seat.id()) ? in(seat, ApprovalRequestState.WITHDRAWN) : seat)
                .toList();
    }

    private static Seat in(Seat seat, ApprovalRequestState state) {
        return new Seat(
                seat.id(), seat.stage(), seat.step(), seat.needed(), state, seat.deciderId(), seat.onBehalfOfId());
    }

    private static Set<String> places(List<Seat> seats, Predicate<ApprovalRequestState> in) {
        return seats.stream()
                .filter(seat -> in.test(seat.state()))
                .map(ApprovalEngineTest::placeOf)
                .collect(Collectors.toSet());
    }

    /** An acceptance of the requirements: all three must approve (SR-019). */
    @Test
    void shouldWaitForTheThirdOfThree() {
        List<Seat> seats = List.of(
                seat("supervisor", ApprovalRequestState.APPROVED, "one"),
                seat("manager", ApprovalRequestState.APPROVED, "two"),
                seat("director", ApprovalRequestState.WAITING, null));

        assertThat(ApprovalEngine.moves(seats).whole()).isEqualTo(Standing.OPEN);
        assertThat(ApprovalEngine.moves(after(seats, "director", ApprovalDecision.APPROVE, "three", null))
                        .whole())
                .isEqualTo(Standing.APPROVED);
        assertThat(ApprovalEngine.moves(after(seats, "director", ApprovalDecision.REJECT, "three", null))
                        .whole())
                .isEqualTo(Standing.REJECTED);
    }

    private static Seat seat(String id, ApprovalRequestState state, @Nullable String by) {
        return new Seat(id, 1, 1, 3, state, by, null);
    }
}
