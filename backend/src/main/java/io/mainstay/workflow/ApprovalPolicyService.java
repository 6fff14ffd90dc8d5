// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.identity.IdentityService;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.record.EditRequest;
import io.mainstay.record.Edits;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.Step;
import io.mainstay.record.Subject.Edited;
import io.mainstay.record.TicketKind;
import io.mainstay.workflow.internal.ApprovalPolicyRules;
import io.mainstay.workflow.internal.store.ApprovalPolicyStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Sets policies of approval. */
@Service
public final class ApprovalPolicyService {

    /** The policy that an installation is shipped with: it holds for every change for which no other does. */
    public static final String DEFAULT_ID = "01900000-0000-7000-8000-000000000501";

    /** The same for releases. */
    public static final String DEFAULT_OF_RELEASES_ID = "01900000-0000-7000-8000-000000000502";

    /** The same for their deployments to environments that need an approval of each. */
    public static final String DEFAULT_OF_DEPLOYMENTS_ID = "01900000-0000-7000-8000-000000000503";

    private static final Set<String> DEFAULTS = Set.of(DEFAULT_ID, DEFAULT_OF_RELEASES_ID, DEFAULT_OF_DEPLOYMENTS_ID);

    /** Holds for every deployment; by it replicas of a release that knows no such policies do not ask it about releases as a whole. */
    private static final String EVERY_DEPLOYMENT = "record.kind == 'DEPLOYMENT'";

    private static final String EXPECTED_VERSION = "expectedVersion";

    private final Edits edits;
    private final ApprovalPolicyStore store;
    private final ApprovalSubjects subjects;
    private final IdentityService identity;
    private final BusinessClock clock;

    ApprovalPolicyService(
            Edits edits,
            ApprovalPolicyStore store,
            ApprovalSubjects subjects,
            IdentityService identity,
            BusinessClock clock) {
        this.edits = edits;
        this.store = store;
        this.subjects = subjects;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * Makes a policy, or makes one that there is what the command says. Approvals that go on keep the policy as it was.
     *
     * @param id null for a new policy
     * @param expectedVersion the version that the caller has seen; null for a new policy
     * @param idempotencyKey makes the same request safe to send again; may be null
     * @return the policy afterwards; as it was if the command changes nothing
     * @throws RefusedException if the command breaks a rule; NOT_FOUND for whom it names and who is not there; CONFLICT if it would leave
     *     changes without a policy, or there are too many
     */
    public ApprovalPolicy set(
            Principal principal,
            @Nullable String id,
            SetApprovalPolicy command,
            @Nullable Integer expectedVersion,
            @Nullable String idempotencyKey) {
        principal.require(Permission.APPROVAL_CONFIGURE);
        ApprovalPolicyRules.check(command);
        TicketKind kind = Objects.requireNonNull(command.kind());
        new Validation()
                .check(subjects.kinds().contains(kind), "a kind of record that is approved", "input", "kind")
                .check(id != null || expectedVersion == null, "absent for a new policy", EXPECTED_VERSION)
                .refuseIfFailed();
        Instant now = clock.now();
        if (id == null) {
            EditRequest request = new EditRequest(
                    principal, Ids.next(), "approval-policy.create", null, idempotencyKey, command, Occurrence.at(now));
            return edits.create(
                    store.subject(),
                    request,
                    _ -> Outcome.of(
                            made(principal, request.recordId(), command, null, now), ApprovalPolicyService::events));
        }
        return update(principal, id, command, expectedVersion, idempotencyKey, now);
    }

    private ApprovalPolicy update(
            Principal principal,
            String id,
            SetApprovalPolicy command,
            @Nullable Integer expectedVersion,
            @Nullable String idempotencyKey,
            Instant now) {
        EditRequest request = new EditRequest(
                principal, id, "approval-policy.update", expectedVersion, idempotencyKey, command, Occurrence.at(now));
        return edits.edit(store.subject(), request, new Step<>() {
            @Override
            public void permit(ApprovalPolicy before) {
                new Validation()
                        .require(expectedVersion, EXPECTED_VERSION)
                        .check(before.kind() == command.kind(), before.kind() + ", as it is", "input", "kind")
                        .check(
                                before.target() == command.targetOrRecord(),
                                before.target() + ", as it is",
                                "input",
                                "target")
                        .refuseIfFailed();
            }

            @Override
            public Outcome<ApprovalPolicy> take(ApprovalPolicy before, Occurrence at) {
                return Outcome.ifChanged(made(principal, id, command, before, now), ApprovalPolicyService::events);
            }
        });
    }

    private ApprovalPolicy made(
            Principal principal, String id, SetApprovalPolicy command, @Nullable ApprovalPolicy before, Instant now) {
        List<ApprovalStage> stages = ApprovalPolicyRules.read(command);
        requirePeople(principal, stages);
        TicketKind kind = Objects.requireNonNull(command.kind());
        boolean active = !Boolean.FALSE.equals(command.active());
        if (DEFAULTS.contains(id) && (!active || narrows(command))) {
            throw conflict(
                    "This policy holds where no other does, so it stays in use, with the target and the condition that it has.");
        }
        boolean begins = active && (before == null || !before.active());
        if (begins && store.countInUse(kind) >= ApprovalPolicyRules.MAX_IN_USE) {
            throw conflict("At most " + ApprovalPolicyRules.MAX_IN_USE + " policies of a kind are in use at once.");
        }
        return new ApprovalPolicy(
                id,
                Objects.requireNonNull(command.name()).strip(),
                command.description(),
                kind,
                command.targetOrRecord(),
                Objects.requireNonNull(command.rank()),
                command.condition(),
                stages,
                active,
                before == null ? 1 : before.version(),
                before == null ? 1 : before.revision(),
                before == null ? now : before.createdAt(),
                before == null ? now : before.updatedAt());
    }

    private static boolean narrows(SetApprovalPolicy command) {
        String condition = command.condition();
        return condition != null
                && !(command.target() == ApprovalTarget.DEPLOYMENT && condition.equals(EVERY_DEPLOYMENT));
    }

    /** Whom a policy names is asked by it, so they must be there and able to decide. */
    private void requirePeople(Principal principal, List<ApprovalStage> stages) {
        Map<String, PersonView> people = identity.peopleById(principal, named(stages, Approver::personId));
        Map<String, TeamView> teams = identity.teamsById(principal, named(stages, Approver::teamId));
        Validation validation = new Validation();
        for (int stage = 0; stage < stages.size(); stage++) {
            List<Approver> approvers = stages.get(stage).approvers();
            for (int index = 0; index < approvers.size(); index++) {
                require(
                        validation,
                        approvers.get(index),
                        people,
                        teams,
                        "input",
                        "stages",
                        String.valueOf(stage),
                        "approvers",
                        String.valueOf(index));
            }
            Approver next = stages.get(stage).escalatesTo();
            if (next != null) {
                require(validation, next, people, teams, "input", "stages", String.valueOf(stage), "escalatesTo");
            }
        }
        validation.refuseIfFailed();
    }

    private static void require(
            Validation validation,
            Approver approver,
            Map<String, PersonView> people,
            Map<String, TeamView> teams,
            String... path) {
        String personId = approver.personId();
        if (personId != null && !isActive(people.get(personId))) {
            validation.add(RefusedException.absence("Person", personId, "does not exist", in(path, "personId")));
        }
        String teamId = approver.teamId();
        if (teamId != null && (teams.get(teamId) == null || !teams.get(teamId).active())) {
            validation.add(RefusedException.absence("Team", teamId, "does not exist", in(path, "teamId")));
        }
    }

    private static boolean isActive(@Nullable PersonView person) {
        return person != null && person.active();
    }

    private static Set<String> named(List<ApprovalStage> stages, Function<Approver, @Nullable String> id) {
        return stages.stream()
                .flatMap(stage -> Stream.concat(stage.approvers().stream(), Stream.ofNullable(stage.escalatesTo())))
                .map(id)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static String[] in(String[] path, String field) {
        String[] longer = Arrays.copyOf(path, path.length + 1);
        longer[path.length] = field;
        return longer;
    }

    private static RefusedException conflict(String message) {
        return new RefusedException(UserError.of(UserErrorCode.CONFLICT, message, "id"));
    }

    private static List<Record> events(Edited<ApprovalPolicy> edit) {
        ApprovalPolicy after = edit.after();
        return List.of(new ApprovalEvents.PolicySet(after.id(), after.kind(), after.active(), after.version()));
    }
}
