// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

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
import io.mainstay.release.internal.ReleaseRules;
import io.mainstay.release.internal.store.DeploymentEnvironmentStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Sets environments, and reads them. */
@Service
public final class DeploymentEnvironmentService {

    private static final String EXPECTED_VERSION = "expectedVersion";

    private final Edits edits;
    private final DeploymentEnvironmentStore store;
    private final BusinessClock clock;

    DeploymentEnvironmentService(Edits edits, DeploymentEnvironmentStore store, BusinessClock clock) {
        this.edits = edits;
        this.store = store;
        this.clock = clock;
    }

    /** Those in use, in the order in which releases are deployed to them. */
    public List<DeploymentEnvironment> inUse(Principal principal) {
        principal.require(Permission.RELEASE_READ);
        return store.inUse();
    }

    /** Environments by id; none for who may not read them. */
    public Map<String, DeploymentEnvironment> byIds(Principal principal, Collection<String> ids) {
        return principal.may(Permission.RELEASE_READ) ? store.byIds(ids) : Map.of();
    }

    /**
     * Makes an environment, or makes one that there is what the command says.
     *
     * @param id null for a new one
     * @param expectedVersion the version that the caller has seen; null for a new one
     * @param idempotencyKey makes the same request safe to send again; may be null
     * @return the environment afterwards; as it was if the command changes nothing
     * @throws RefusedException if the command breaks a rule; CONFLICT if there are too many; ALREADY_EXISTS if another one in use has its
     *     position or, in whatever case, its name
     */
    public DeploymentEnvironment set(
            Principal principal,
            @Nullable String id,
            SetDeploymentEnvironment command,
            @Nullable Integer expectedVersion,
            @Nullable String idempotencyKey) {
        principal.require(Permission.DEPLOYMENT_ENVIRONMENT_MANAGE);
        ReleaseRules.check(command);
        Instant now = clock.now();
        if (id == null) {
            new Validation()
                    .check(expectedVersion == null, "absent for a new environment", EXPECTED_VERSION)
                    .refuseIfFailed();
            EditRequest request = new EditRequest(
                    principal,
                    Ids.next(),
                    "deployment-environment.create",
                    null,
                    idempotencyKey,
                    command,
                    Occurrence.at(now));
            return edits.create(
                    store.subject(),
                    request,
                    _ -> Outcome.of(
                            made(request.recordId(), command, null, now), DeploymentEnvironmentService::events));
        }
        EditRequest request = new EditRequest(
                principal,
                id,
                "deployment-environment.update",
                expectedVersion,
                idempotencyKey,
                command,
                Occurrence.at(now));
        return edits.edit(store.subject(), request, new Step<>() {
            @Override
            public void permit(DeploymentEnvironment before) {
                new Validation().require(expectedVersion, EXPECTED_VERSION).refuseIfFailed();
            }

            @Override
            public Outcome<DeploymentEnvironment> take(DeploymentEnvironment before, Occurrence at) {
                return Outcome.ifChanged(made(id, command, before, now), DeploymentEnvironmentService::events);
            }
        });
    }

    private DeploymentEnvironment made(
            String id, SetDeploymentEnvironment command, @Nullable DeploymentEnvironment before, Instant now) {
        if (command.active()) {
            requirePlace(id, command);
        }
        return new DeploymentEnvironment(
                id,
                Objects.requireNonNull(command.name()).strip(),
                command.description(),
                command.position(),
                command.changeControlled(),
                command.needsPrevious(),
                Objects.requireNonNullElse(command.needsApproval(), before != null && before.needsApproval()),
                command.active(),
                before == null ? 1 : before.version(),
                before == null ? 1 : before.revision(),
                before == null ? now : before.createdAt(),
                before == null ? now : before.updatedAt());
    }

    /** No two have the same position, so that there is one before each but the first, or the same name, by which people and pipelines call them. */
    private void requirePlace(String id, SetDeploymentEnvironment command) {
        List<DeploymentEnvironment> others = store.lockInUse().stream()
                .filter(environment -> !environment.id().equals(id))
                .toList();
        if (others.size() >= ReleaseRules.MAX_ENVIRONMENTS) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.CONFLICT,
                    "At most " + ReleaseRules.MAX_ENVIRONMENTS + " environments are in use at once.",
                    "input"));
        }
        if (others.stream().anyMatch(environment -> environment.position() == command.position())) {
            throw taken("position");
        }
        String name = Objects.requireNonNull(command.name()).strip();
        if (others.stream().anyMatch(environment -> environment.name().equalsIgnoreCase(name))) {
            throw taken("name");
        }
    }

    private static RefusedException taken(String field) {
        return new RefusedException(UserError.of(
                UserErrorCode.ALREADY_EXISTS, field + " must be that of no other environment in use.", "input", field));
    }

    private static List<Record> events(Edited<DeploymentEnvironment> edit) {
        DeploymentEnvironment after = edit.after();
        return List.of(
                edit.before() == null
                        ? new DeploymentEnvironmentCreated(
                                after.id(),
                                after.name(),
                                after.position(),
                                after.changeControlled(),
                                after.version(),
                                after.needsApproval())
                        : new DeploymentEnvironmentUpdated(
                                after.id(),
                                after.name(),
                                after.position(),
                                after.changeControlled(),
                                after.active(),
                                after.version(),
                                after.needsApproval()));
    }
}
