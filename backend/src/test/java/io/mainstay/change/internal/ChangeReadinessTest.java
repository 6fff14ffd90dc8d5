// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeState;
import io.mainstay.change.ChangeType;
import io.mainstay.change.RiskLevel;
import io.mainstay.change.internal.ChangeReadiness.Links;
import io.mainstay.kernel.RefusedException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeReadinessTest {

    private static final Links NOTHING = new Links(0, false);
    private static final Links ITEM = new Links(1, false);

    private final Change normal = Changes.in(ChangeState.DRAFT, ChangeType.NORMAL);
    private final Change emergency = Changes.in(ChangeState.DRAFT, ChangeType.EMERGENCY);

    @Test
    void shouldAskANormalChangeForAllThatIsAuthorised() {
        Change bare = Changes.implementedBy(Changes.planned(normal, null, null, null, null));

        assertThat(refused(bare, NOTHING, Changes.AT))
                .containsExactly(
                        "REQUIRED implementerIds",
                        "REQUIRED noCisReason",
                        "REQUIRED plan",
                        "REQUIRED backOutPlan",
                        "REQUIRED window");
        assertThat(refused(normal, NOTHING, Changes.AT)).containsExactly("REQUIRED noCisReason");
        assertThat(refused(normal, ITEM, Changes.AT)).isEmpty();
        assertThat(refused(
                        normal.with(new Change.Purpose("It is old", "A contract, no item", null)), NOTHING, Changes.AT))
                .isEmpty();
    }

    @Test
    void shouldAskAnEmergencyForItsReasonAlone() {
        Change bare = Changes.planned(emergency, null, null, null, null);
        Change noRisk = bare.with(new Change.Purpose("It is old", null, null));

        assertThat(refused(bare, NOTHING, Changes.AT)).isEmpty();
        assertThat(refused(noRisk, ITEM, Changes.AT)).containsExactly("REQUIRED imminentRisk");
        assertThat(refused(noRisk, new Links(0, true), Changes.AT)).isEmpty();
        assertThat(refused(Changes.implementedBy(bare), NOTHING, Changes.AT))
                .containsExactly("REQUIRED implementerIds");
    }

    @Test
    void shouldRefuseAWindowThatIsOver() {
        Instant end = Changes.AT.plusSeconds(7200);

        assertThat(refused(normal, ITEM, end)).isEmpty();
        assertThat(refused(normal, ITEM, end.plusMillis(1))).containsExactly("CONFLICT null");
        assertThat(refused(emergency, NOTHING, end.plusMillis(1))).containsExactly("CONFLICT null");
    }

    @Test
    void shouldStartInTheWindowAlone() {
        Instant begin = Changes.AT.plusSeconds(3600);
        Instant end = Changes.AT.plusSeconds(7200);

        for (Instant inside : List.of(begin, end)) {
            assertThatCode(() -> ChangeReadiness.checkWindow(normal, inside)).doesNotThrowAnyException();
        }
        for (Instant outside : List.of(begin.minusMillis(1), end.plusMillis(1))) {
            assertThat(errors(catchThrowableOfType(
                            RefusedException.class, () -> ChangeReadiness.checkWindow(normal, outside))))
                    .containsExactly("CONFLICT null");
        }
        assertThatCode(() ->
                        ChangeReadiness.checkWindow(Changes.planned(emergency, null, null, null, null), Instant.EPOCH))
                .as("an emergency may have none")
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(RiskLevel.class)
    void shouldAskForEvidenceFromHighOn(RiskLevel level) {
        Change untested = Changes.planned(normal, "Replace it", null, "Put it back", null);

        assertThatCode(() -> ChangeReadiness.checkEvidence(normal, level)).doesNotThrowAnyException();
        RefusedException refusal =
                catchThrowableOfType(RefusedException.class, () -> ChangeReadiness.checkEvidence(untested, level));
        if (level == RiskLevel.LOW || level == RiskLevel.MEDIUM) {
            assertThat(refusal).isNull();
        } else {
            assertThat(errors(refusal)).containsExactly("REQUIRED testPlan");
        }
    }

    @Test
    void shouldCloseNoEmergencyWithoutItsPaperwork() {
        Change.Paperwork due = Change.Paperwork.NONE.due(Changes.AT, Changes.AT);

        assertThatCode(() -> ChangeReadiness.checkPaperwork(normal)).doesNotThrowAnyException();
        assertThat(errors(catchThrowableOfType(
                        RefusedException.class, () -> ChangeReadiness.checkPaperwork(emergency.with(due)))))
                .containsExactly("REQUIRED paperworkFiledAt");
        assertThatCode(() -> ChangeReadiness.checkPaperwork(emergency.with(due.filed(Changes.AT, null))))
                .doesNotThrowAnyException();
        assertThat(due.due(Changes.AT.plusSeconds(1), Changes.AT).dueAt())
                .as("an authorisation that is given again buys no time")
                .isEqualTo(Changes.AT);
    }

    private static List<String> refused(Change change, Links links, Instant now) {
        RefusedException refusal =
                catchThrowableOfType(RefusedException.class, () -> ChangeReadiness.check(change, links, now));
        return refusal == null ? List.of() : errors(refusal);
    }

    private static List<String> errors(RefusedException refusal) {
        return refusal.errors().stream()
                .map(error -> error.code() + " " + error.parameters().get("field"))
                .toList();
    }
}
