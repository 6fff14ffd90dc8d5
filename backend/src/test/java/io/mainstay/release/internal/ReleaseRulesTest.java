// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.record.Outcome;
import io.mainstay.record.TicketKind;
import io.mainstay.release.DeploymentEnvironment;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseCommand;
import io.mainstay.release.ReleaseState;
import io.mainstay.release.ServiceChange;
import io.mainstay.release.ServiceOutcome;
import io.mainstay.ticket.Facets;
import io.mainstay.workflow.ApprovalMaterialFields;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseRulesTest {

    private static void check(String digest) {
        ReleaseRules.check(
                new ReleaseCommand.AddArtifact("id", new Release.Artifact("shop", "1", digest), null, null),
                Releases.AT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:64", "sha384:96", "sha512:128"})
    void shouldTakeDigestsOfTheLengthOfTheirAlgorithm(String of) {
        String algorithm = of.substring(0, of.indexOf(':') + 1);
        int length = Integer.parseInt(of.substring(of.indexOf(':') + 1));

        check(algorithm + "0a9f".repeat(length / 4));

        for (String wrong : List.of(
                algorithm + "0".repeat(length - 1),
                algorithm + "0".repeat(length + 1),
                algorithm + "A".repeat(length),
                algorithm + "g".repeat(length),
                algorithm + "0".repeat(length) + "\n",
                algorithm.replace(":", "") + "0".repeat(length),
                algorithm)) {
            assertThatExceptionOfType(RefusedException.class)
                    .as(wrong)
                    .isThrownBy(() -> check(wrong))
                    .satisfies(refused -> assertThat(refused.errors())
                            .allMatch(error -> error.field().equals(List.of("input", "digest"))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5:d41d8cd98f00b204e9800998ecf8427e", "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709"})
    void shouldTakeNoDigestOfWhatIsBroken(String digest) {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> check(digest));
    }

    @Test
    void shouldHaveAHundredTargetsTogether() {
        Release release = Releases.in(ReleaseState.BUILT);
        Release most = ReleaseParts.withArtifact(ReleaseParts.withArtifact(release, to('1', 60)), to('2', 40));
        assertThat(most.artifacts()).hasSize(3);

        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> ReleaseParts.withArtifact(most, to('3', 1)));
        assertThat(refused.errors()).extracting("code").containsExactly(UserErrorCode.CONFLICT);
    }

    private static Release.Artifact to(char digit, int targets) {
        return new Release.Artifact(
                "shop",
                "1",
                "sha256:" + String.valueOf(digit).repeat(64),
                IntStream.range(0, targets)
                        .mapToObj(i -> new Release.Target(digit + "-" + i, "production"))
                        .toList());
    }

    @Test
    void shouldPlanAndReviewANewOrChangedService() {
        Release built = Releases.in(ReleaseState.BUILT);
        Release changed = built.with(new Release.ServicePlan(ServiceChange.CHANGED, null, null));
        assertThat(missing(() -> ReleaseReadiness.checkReady(changed))).isEqualTo("serviceOfferingId");
        Release isNew = built.with(new Release.ServicePlan(ServiceChange.NEW, null, null));
        assertThat(missing(() -> ReleaseReadiness.checkReady(isNew))).isEqualTo("intendedOutcome");
        assertThat(missing(() -> ReleaseReadiness.checkReady(isNew.with(new Release.Plan(null, null, null)))))
                .isEqualTo("plan");
        Release intended = built.with(new Release.ServicePlan(ServiceChange.NEW, "Orders from abroad", null));
        ReleaseReadiness.checkReady(intended);

        Release reviewed = intended.with(Release.Course.NONE.reviewed("As planned"));
        assertThat(missing(() -> ReleaseReadiness.checkClosed(reviewed, Releases.AT)))
                .isEqualTo("criteria");
        Release watched = reviewed.with(reviewed.content().withCriteria(List.of(Releases.PROVEN.reviewed(false))));
        assertThat(missing(() -> ReleaseReadiness.checkClosed(watched, Releases.AT)))
                .isEqualTo("serviceOutcome");
        Release judged = watched.with(
                new Release.ServicePlan(ServiceChange.NEW, "Orders from abroad", ServiceOutcome.NOT_AS_INTENDED));
        assertThat(missing(() -> ReleaseReadiness.checkClosed(judged, Releases.AT)))
                .isEqualTo("serviceOfferingId");
        ReleaseReadiness.checkClosed(
                judged.with(judged.facets().with(new Facets.Assignment("offering", null, null, false))), Releases.AT);
        ReleaseRules.checkNewService(judged, "offering");
        ReleaseRules.checkNewService(changed, null);
        Release named = judged.with(judged.facets().with(new Facets.Assignment("offering", null, null, false)));
        ReleaseRules.checkNewService(named, "offering");
        assertThatExceptionOfType(RefusedException.class)
                .as("policies were asked about the one that it names")
                .isThrownBy(() -> ReleaseRules.checkNewService(named, "another"));
        assertThatExceptionOfType(RefusedException.class)
                .as("what was there before is named when it is planned")
                .isThrownBy(() -> ReleaseRules.checkNewService(changed, "offering"));
        assertThat(ReleaseApprovals.edited(
                        built,
                        Outcome.of(intended, _ -> List.of()),
                        () -> ApprovalMaterialFields.byDefault(TicketKind.RELEASE)))
                .as("it is approved as that")
                .containsExactlyInAnyOrder("serviceChange", "intendedOutcome");
    }

    @Test
    void shouldTakeBlankTextsForMissing() {
        Release built = Releases.in(ReleaseState.BUILT);

        assertThat(missing(() ->
                        ReleaseReadiness.checkReady(built.with(new Release.ServicePlan(ServiceChange.NEW, " ", null)))))
                .isEqualTo("intendedOutcome");
        assertThat(missing(() -> ReleaseReadiness.checkPlanned(built.with(new Release.Plan("\n", "Back", null)))))
                .isEqualTo("plan");
        assertThat(missing(() -> ReleaseReadiness.checkPlanned(built.with(new Release.Plan("Bring it", "", null)))))
                .isEqualTo("rollBackPlan");
    }

    @Test
    void shouldTakeAnOutcomeOfAServiceAlone() {
        Release plain = Releases.in(ReleaseState.EARLY_LIFE);
        ReleaseRules.checkOutcome(plain, null);
        ReleaseRules.checkOutcome(
                plain.with(new Release.ServicePlan(ServiceChange.NEW, "Orders", null)), ServiceOutcome.AS_INTENDED);

        RefusedException refused = catchThrowableOfType(
                RefusedException.class, () -> ReleaseRules.checkOutcome(plain, ServiceOutcome.AS_INTENDED));
        assertThat(refused.errors()).extracting("code").containsExactly(UserErrorCode.INVALID);
        assertThat(refused.errors().getFirst().field()).containsExactly("input", "serviceOutcome");
    }

    @Test
    void shouldNotGuessBetweenEnvironmentsOfOneName() {
        DeploymentEnvironment one = Releases.environment("production", 1, true, false);
        DeploymentEnvironment two = Releases.environment("production", 2, false, false);
        assertThat(ReleaseRules.theOne("production", List.of(one))).isEqualTo(one);

        RefusedException none =
                catchThrowableOfType(RefusedException.class, () -> ReleaseRules.theOne("production", List.of()));
        assertThat(none.errors()).extracting("code").containsExactly(UserErrorCode.NOT_FOUND);
        RefusedException both = catchThrowableOfType(
                RefusedException.class, () -> ReleaseRules.theOne("production", List.of(one, two)));
        assertThat(both.errors()).extracting("code").containsExactly(UserErrorCode.CONFLICT);
        assertThat(both.errors().getFirst().field()).containsExactly("input", "environmentName");
    }

    private static @Nullable Object missing(ThrowingCallable check) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, check);
        return refused.errors().getFirst().parameters().get("field");
    }

    @Test
    void shouldBeReadyOnlyWithAllCriteriaProven() {
        Release built = Releases.in(ReleaseState.BUILT);
        ReleaseReadiness.checkReady(built);
        Release.Criterion unproven = new Release.Criterion("It hums", null, false);
        assertThat(built.with(built.content().withCriteria(List.of(unproven, Releases.PROVEN, unproven)))
                        .unproven())
                .as("each by its own number, though both say the same")
                .containsExactly(1, 3);

        for (List<Release.Criterion> criteria : List.of(
                List.<Release.Criterion>of(),
                List.of(Releases.PROVEN, new Release.Criterion("It hums", "Report 18", false)),
                List.of(Releases.PROVEN, new Release.Criterion("It hums", null, true)))) {
            RefusedException refused = catchThrowableOfType(
                    RefusedException.class,
                    () -> ReleaseReadiness.checkReady(built.with(built.content().withCriteria(criteria))));
            assertThat(refused.errors()).extracting("code").containsExactly(UserErrorCode.REQUIRED);
            assertThat(refused.errors().getFirst().parameters())
                    .containsEntry("field", "criteria")
                    .isEqualTo(
                            criteria.isEmpty()
                                    ? Map.of("field", "criteria")
                                    : Map.of("field", "criteria", "numbers", List.of(2)));
        }
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() ->
                        ReleaseReadiness.checkReady(built.with(built.content().withArtifacts(List.of()))));
    }
}
