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
import io.mainstay.release.DeploymentEnvironment;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseState;
import io.mainstay.release.internal.DeploymentGate.Facts;
import io.mainstay.release.internal.DeploymentGate.Objection;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentGateTest {

    private static final Deployment.Window WINDOW = new Deployment.Window(AT, AT.plusSeconds(3_600));
    private static final DeploymentEnvironment TEST = Releases.environment("test", 10, false, false);
    private static final DeploymentEnvironment PRODUCTION = Releases.environment("production", 20, true, true);
    private static final List<Deployment> TESTED = List.of(Releases.to("test", DeploymentState.SUCCEEDED, null));

    private static Facts production(Release release, List<Deployment> others, Change... changes) {
        return facts(
                release,
                Releases.to("production", DeploymentState.SCHEDULED, WINDOW),
                others,
                PRODUCTION,
                TEST,
                List.of(changes),
                false);
    }

    /** Where nothing is frozen. */
    private static Facts facts(
            Release release,
            Deployment deployment,
            List<Deployment> others,
            DeploymentEnvironment environment,
            @Nullable DeploymentEnvironment previous,
            List<Change> changes,
            boolean coversChanges) {
        return new Facts(
                release,
                deployment,
                others,
                environment,
                previous,
                changes,
                Set.of(),
                coversChanges,
                DeploymentFreezes.NONE,
                List.of());
    }

    /** Those of a change that waits for more approvals too, although the approval of the release covers it: somebody has said what they want first. */
    @ParameterizedTest
    @EnumSource(names = {"AUTHORISATION", "SCHEDULED"})
    void shouldNameChangesThatWereApprovedOnConditionsThatAreNotMet(ChangeState state) {
        Change change = Changes.in(state, ChangeType.NORMAL);
        Facts without = production(Releases.approved(), TESTED, change);
        Facts facts = new Facts(
                without.release(),
                without.deployment(),
                without.others(),
                without.environment(),
                without.previous(),
                without.changes(),
                Set.of(change.id()),
                true,
                without.freezes(),
                List.of());

        List<Objection> objections = DeploymentGate.objections(facts, AT);

        assertThat(objections).extracting(Objection::cause).containsExactly(Cause.CONDITION_NOT_MET);
        assertThat(objections.getFirst().changes()).containsExactly(change);
        assertThat(objections.getFirst().message()).startsWith("1 of the 1 changes");
    }

    private static List<Cause> causes(Facts facts, Instant now) {
        return DeploymentGate.objections(facts, now).stream()
                .map(Objection::cause)
                .toList();
    }

    @Test
    void shouldLetInWhatNothingSpeaksAgainst() {
        assertThat(causes(
                        production(Releases.approved(), TESTED, Changes.in(ChangeState.SCHEDULED, ChangeType.NORMAL)),
                        AT))
                .isEmpty();
    }

    /** Acceptance example 1: effective from midnight in Shanghai, to the second. */
    @Test
    void shouldWaitForTheEffectiveDate() {
        Instant midnight = Instant.parse("2019-07-05T16:00:00Z");
        Release release = Releases.effectiveFrom(Releases.approved(), midnight);
        Facts facts = facts(
                release,
                Releases.to(
                        "production",
                        DeploymentState.SCHEDULED,
                        new Deployment.Window(midnight.minusSeconds(7_200), midnight.plusSeconds(7_200))),
                TESTED,
                PRODUCTION,
                TEST,
                List.of(),
                false);

        List<Objection> before = DeploymentGate.objections(facts, midnight.minusSeconds(1));
        assertThat(before).extracting(Objection::cause).containsExactly(Cause.NOT_YET_EFFECTIVE);
        assertThat(before.getFirst().until()).isEqualTo(midnight);
        assertThat(DeploymentGate.objections(facts, midnight)).isEmpty();
    }

    @Test
    void shouldHoldTheDeploymentInItsWindow() {
        Facts facts = production(Releases.approved(), TESTED);

        assertThat(causes(facts, WINDOW.from().minusSeconds(1))).containsExactly(Cause.OUTSIDE_WINDOW);
        assertThat(DeploymentGate.objections(facts, WINDOW.from().minusSeconds(1))
                        .getFirst()
                        .until())
                .isEqualTo(WINDOW.from());
        assertThat(causes(facts, WINDOW.from())).isEmpty();
        assertThat(causes(facts, WINDOW.to().minusNanos(1))).isEmpty();
        assertThat(causes(facts, WINDOW.to())).containsExactly(Cause.OUTSIDE_WINDOW);
        assertThat(DeploymentGate.objections(facts, WINDOW.to()).getFirst().until())
                .as("it does not come again")
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(ChangeState.class)
    void shouldAskForTheAuthorisationOfEachChange(ChangeState state) {
        boolean authorised = EnumSet.of(
                        ChangeState.SCHEDULED, ChangeState.IMPLEMENTING, ChangeState.REVIEW, ChangeState.CLOSED)
                .contains(state);
        Change change = Changes.in(state, ChangeType.NORMAL);
        Facts facts =
                production(Releases.approved(), TESTED, Changes.in(ChangeState.SCHEDULED, ChangeType.NORMAL), change);

        assertThat(causes(facts, AT)).isEqualTo(authorised ? List.of() : List.of(Cause.CHANGE_NOT_AUTHORISED));
        if (!authorised) {
            Objection objection = DeploymentGate.objections(facts, AT).getFirst();
            assertThat(objection.changes()).containsExactly(change);
            assertThat(objection.message()).as("not everybody sees it").doesNotContain(change.number(), change.title());
        }
        assertThat(causes(
                        facts(
                                facts.release(),
                                facts.deployment(),
                                facts.others(),
                                facts.environment(),
                                facts.previous(),
                                facts.changes(),
                                true),
                        AT))
                .as("covered by the release, unless it was withdrawn")
                .isEqualTo(state == ChangeState.CANCELLED ? List.of(Cause.CHANGE_NOT_AUTHORISED) : List.of());
    }

    @Test
    void shouldAskForTheEnvironmentBefore() {
        Release release = Releases.approved();
        Deployment succeeded = Releases.to("test", DeploymentState.SUCCEEDED, null);

        assertThat(causes(production(release, List.of()), AT)).containsExactly(Cause.PREVIOUS_ENVIRONMENT);
        for (DeploymentState last :
                EnumSet.of(DeploymentState.RUNNING, DeploymentState.FAILED, DeploymentState.ROLLED_BACK)) {
            assertThat(causes(production(release, List.of(succeeded, Releases.to("test", last, null))), AT))
                    .as(last.name())
                    .containsExactly(Cause.PREVIOUS_ENVIRONMENT);
        }
        assertThat(causes(
                        production(release, List.of(succeeded, Releases.to("test", DeploymentState.SCHEDULED, null))),
                        AT))
                .as("what is only planned changes nothing")
                .isEmpty();
        assertThat(causes(
                        facts(
                                release,
                                Releases.to("production", DeploymentState.SCHEDULED, WINDOW),
                                List.of(),
                                Releases.environment("production", 20, true, false),
                                TEST,
                                List.of(),
                                false),
                        AT))
                .as("an environment that does not ask for it")
                .isEmpty();
    }

    /** What was tested is what is deployed. */
    @Test
    void shouldAskForTheSameArtifactsInTheEnvironmentBefore() {
        Release release = Releases.approved();
        Release.Artifact images = new Release.Artifact("images", "4.2.0", "sha256:" + "1".repeat(64));
        Release more = release.with(release.content().withArtifacts(List.of(Releases.ARTIFACT, images)));

        assertThat(causes(production(more, TESTED), AT)).containsExactly(Cause.PREVIOUS_ENVIRONMENT);
        assertThat(more.content().artifactsDigest())
                .as("the order says nothing")
                .isEqualTo(more.content()
                        .withArtifacts(List.of(images, Releases.ARTIFACT))
                        .artifactsDigest());
        assertThat(causes(production(release.with(release.content().withArtifacts(List.of())), TESTED), AT))
                .as("nothing is left to deploy")
                .contains(Cause.RELEASE_NOT_BUILT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTakeNoChangeForAuthorisedThatWasBegunWithout(boolean covers) {
        Facts facts = production(Releases.approved(), TESTED, Changes.unauthorised());

        assertThat(causes(
                        facts(
                                facts.release(),
                                facts.deployment(),
                                facts.others(),
                                facts.environment(),
                                facts.previous(),
                                facts.changes(),
                                covers),
                        AT))
                .containsExactly(Cause.CHANGE_NOT_AUTHORISED);
    }

    @ParameterizedTest
    @EnumSource(ReleaseState.class)
    void shouldAskForAnApprovalWhereItIsChangeControlledAlone(ReleaseState state) {
        Set<ReleaseState> approved = EnumSet.of(
                ReleaseState.APPROVED, ReleaseState.DEPLOYING, ReleaseState.DEPLOYED, ReleaseState.EARLY_LIFE);
        Set<ReleaseState> built = EnumSet.copyOf(approved);
        built.addAll(EnumSet.of(ReleaseState.BUILT, ReleaseState.READY));
        Release release = Releases.in(state);
        Facts inTest = facts(
                release,
                Releases.to("test", DeploymentState.SCHEDULED, null),
                List.of(),
                TEST,
                null,
                List.of(Changes.in(ChangeState.DRAFT, ChangeType.NORMAL)),
                false);

        assertThat(causes(inTest, AT)).isEqualTo(built.contains(state) ? List.of() : List.of(Cause.RELEASE_NOT_BUILT));
        assertThat(causes(production(release, TESTED), AT).contains(Cause.RELEASE_NOT_APPROVED))
                .isEqualTo(!approved.contains(state));
    }

    @ParameterizedTest
    @EnumSource(value = DeploymentState.class, mode = EnumSource.Mode.EXCLUDE, names = "SCHEDULED")
    void shouldStartOnce(DeploymentState state) {
        Facts facts =
                facts(Releases.approved(), Releases.to("test", state, null), List.of(), TEST, null, List.of(), false);

        assertThat(causes(facts, AT)).containsExactly(Cause.NOT_SCHEDULED);
    }

    /** Not approved, asked for, rejected: what it says is what is to be done. */
    @Test
    void shouldSayWhoIsToApproveADeployment() {
        Release.Approval asked = Release.Approval.requested(AT, "planner", List.of(), List.of());

        assertThat(notApproved(asked, List.of("the role CHANGE_MANAGER", "Ann Lee")))
                .contains("approving", "waits for the role CHANGE_MANAGER, Ann Lee.");
        assertThat(notApproved(asked, List.of())).contains("nobody who could give it");
        assertThat(notApproved(Release.Approval.rejected("No"), List.of())).contains("was rejected", "plans it anew");
        assertThat(notApproved(Release.Approval.NONE, List.of())).contains("not asked for", "plans it anew");
        assertThat(objections(asked.approved(AT), List.of())).isEmpty();
    }

    private static String notApproved(Release.Approval approval, List<String> waitedFor) {
        List<Objection> objections = objections(approval, waitedFor);
        assertThat(objections).extracting(Objection::cause).containsExactly(Cause.DEPLOYMENT_NOT_APPROVED);
        return objections.getFirst().message();
    }

    private static List<Objection> objections(Release.Approval approval, List<String> waitedFor) {
        return DeploymentGate.objections(
                new Facts(
                        Releases.approved(),
                        Releases.to("approving", DeploymentState.SCHEDULED, WINDOW)
                                .with(approval),
                        List.of(),
                        Releases.approving("approving"),
                        null,
                        List.of(),
                        Set.of(),
                        false,
                        DeploymentFreezes.NONE,
                        waitedFor),
                AT);
    }

    /** Acceptance example 8, without a server: each cause is there if and only if its own rule is broken, whatever else is. */
    @Test
    void shouldNameEachCauseByItself() {
        Random random = new Random(8);
        for (int run = 0; run < 100_000; run++) {
            ReleaseState state = any(random, ReleaseState.values());
            boolean controlled = random.nextBoolean();
            boolean needsPrevious = random.nextBoolean();
            boolean needsApproval = random.nextBoolean();
            boolean ofItsOwn = random.nextBoolean();
            boolean active = random.nextInt(4) > 0;
            DeploymentEnvironment environment = new DeploymentEnvironment(
                    "production",
                    "production",
                    null,
                    20,
                    controlled,
                    needsPrevious,
                    needsApproval,
                    active,
                    1,
                    1,
                    AT,
                    AT);
            Instant now = AT.plusSeconds(random.nextInt(7_200) - 1_800);
            Deployment.@Nullable Window window = random.nextInt(3) == 0 ? null : WINDOW;
            ChangeState ofChange = any(random, ChangeState.values());
            DeploymentState ofPrevious = any(random, DeploymentState.values());
            boolean covers = random.nextInt(4) == 0;
            @Nullable Instant effective = random.nextBoolean() ? null : AT.plusSeconds(random.nextInt(3_600));
            Release release =
                    effective == null ? Releases.in(state) : Releases.effectiveFrom(Releases.in(state), effective);

            Set<Cause> expected = new HashSet<>();
            add(expected, Cause.ENVIRONMENT_NOT_IN_USE, !active);
            add(
                    expected,
                    Cause.RELEASE_NOT_BUILT,
                    List.of("PLANNED", "CLOSED", "ROLLED_BACK", "CANCELLED").contains(state.name()));
            add(
                    expected,
                    Cause.RELEASE_NOT_APPROVED,
                    controlled
                            && !List.of("APPROVED", "DEPLOYING", "DEPLOYED", "EARLY_LIFE")
                                    .contains(state.name()));
            add(expected, Cause.NOT_YET_EFFECTIVE, controlled && effective != null && now.compareTo(effective) < 0);
            add(
                    expected,
                    Cause.CHANGE_NOT_AUTHORISED,
                    controlled
                            && (ofChange == ChangeState.CANCELLED
                                    || (!covers
                                            && List.of("DRAFT", "ASSESSMENT", "AUTHORISATION")
                                                    .contains(ofChange.name()))));
            add(
                    expected,
                    Cause.OUTSIDE_WINDOW,
                    controlled
                            && (window == null || now.compareTo(window.from()) < 0 || now.compareTo(window.to()) >= 0));
            add(expected, Cause.DEPLOYMENT_NOT_APPROVED, needsApproval && !ofItsOwn);
            add(expected, Cause.PREVIOUS_ENVIRONMENT, needsPrevious && ofPrevious != DeploymentState.SUCCEEDED);

            assertThat(new HashSet<>(causes(
                            facts(
                                    release,
                                    Releases.to("production", DeploymentState.SCHEDULED, window)
                                            .with(ofItsOwn ? Releases.approved().approval() : Release.Approval.NONE),
                                    List.of(Releases.to("test", ofPrevious, null)),
                                    environment,
                                    TEST,
                                    List.of(Changes.in(ofChange, ChangeType.NORMAL)),
                                    covers),
                            now)))
                    .isEqualTo(expected);
        }
    }

    private static void add(Set<Cause> causes, Cause cause, boolean there) {
        if (there) {
            causes.add(cause);
        }
    }

    private static <T> T any(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
