// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.identity.IdentityService;
import io.mainstay.identity.PersonView;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.ForbiddenException;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.record.EditRequest;
import io.mainstay.record.Edits;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.Step;
import io.mainstay.workflow.internal.DelegationSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Sets and ends delegations. Everybody lets somebody decide in their own place; who configures approvals does so for others too, who may be
 * absent.
 */
@Service
public final class DelegationService {

    /** How long a delegation may hold. */
    public static final Duration MAX_LENGTH = Duration.ofDays(366);

    private static final int REASON = 2_000;
    private static final String INPUT = "input";

    private final Edits edits;
    private final DelegationSubject subject;
    private final IdentityService identity;
    private final Writes writes;
    private final BusinessClock clock;

    DelegationService(
            Edits edits, DelegationSubject subject, IdentityService identity, Writes writes, BusinessClock clock) {
        this.edits = edits;
        this.subject = subject;
        this.identity = identity;
        this.writes = writes;
        this.clock = clock;
    }

    /**
     * Lets somebody decide in the place of another person for a time.
     *
     * @param idempotencyKey makes the same request safe to send again; may be null
     * @throws RefusedException FORBIDDEN for another person without the permission to configure approvals; NOT_FOUND for somebody who is
     *     not there or not active; INVALID for a time that is over, empty or too long
     */
    public Delegation set(Principal principal, SetDelegation command, @Nullable String idempotencyKey) {
        principal.require(Permission.APPROVAL_DECIDE);
        Instant now = clock.now();
        String fromId = Objects.requireNonNullElse(command.fromId(), principal.personId());
        requireOwn(principal, fromId);
        Instant from = Objects.requireNonNullElse(command.validFrom(), now);
        check(principal, command, fromId, from, now);
        String toId = Objects.requireNonNull(command.toId());
        EditRequest request = new EditRequest(
                principal, Ids.next(), "delegation.set", null, idempotencyKey, command, Occurrence.at(now));
        return edits.create(subject, request, _ -> {
            String organisationId = requirePeople(principal, fromId, toId);
            return Outcome.of(
                    new Delegation(
                            request.recordId(),
                            fromId,
                            toId,
                            from,
                            Objects.requireNonNull(command.validTo()),
                            command.reason(),
                            null,
                            organisationId,
                            1,
                            1,
                            now,
                            now),
                    DelegationSubject::events);
        });
    }

    /** @throws RefusedException FORBIDDEN for that of somebody else; CONFLICT if it holds no more */
    public Delegation end(Principal principal, String id, int expectedVersion) {
        principal.require(Permission.APPROVAL_DECIDE);
        Instant now = clock.now();
        return edits.edit(
                subject,
                EditRequest.of(principal, id, "delegation.end", expectedVersion, Occurrence.at(now)),
                new Step<>() {
                    @Override
                    public void permit(Delegation before) {
                        requireOwn(principal, before.fromId());
                    }

                    @Override
                    public void allow(Delegation before) {
                        if (before.endedAt() != null || !now.isBefore(before.validTo())) {
                            throw new RefusedException(
                                    UserError.of(UserErrorCode.CONFLICT, "The delegation holds no more.", "id"));
                        }
                    }

                    @Override
                    public Outcome<Delegation> take(Delegation before, Occurrence at) {
                        return Outcome.of(before.until(at.occurredAt()), DelegationSubject::events);
                    }
                });
    }

    private static void requireOwn(Principal principal, String fromId) {
        if (!fromId.equals(principal.personId()) && !principal.may(Permission.APPROVAL_CONFIGURE)) {
            throw new ForbiddenException(Permission.APPROVAL_CONFIGURE);
        }
    }

    private static void check(Principal principal, SetDelegation command, String fromId, Instant from, Instant now) {
        Instant to = command.validTo();
        Validation validation = new Validation()
                .require(command.toId(), INPUT, "toId")
                .require(to, INPUT, "validTo")
                .limitText(command.reason(), REASON, INPUT, "reason")
                .check(!fromId.equals(command.toId()), "somebody else than fromId", INPUT, "toId")
                // Else who sets policies could take any seat that one of them names.
                .check(
                        fromId.equals(principal.personId())
                                || !principal.personId().equals(command.toId()),
                        "somebody else than yourself in the delegation of another person",
                        INPUT,
                        "toId");
        if (to != null) {
            validation
                    .check(to.isAfter(now), "in the future", INPUT, "validTo")
                    .check(
                            to.isAfter(from) && !to.isAfter(from.plus(MAX_LENGTH)),
                            "later than validFrom, by at most " + MAX_LENGTH.toDays() + " days",
                            INPUT,
                            "validTo");
        }
        validation.refuseIfFailed();
    }

    /** @return the organisation of the one who is represented */
    private String requirePeople(Principal principal, String fromId, String toId) {
        Map<String, PersonView> known = identity.peopleById(principal, new LinkedHashSet<>(List.of(fromId, toId)));
        if (!fromId.equals(principal.personId())) {
            requireActive(known, fromId, "fromId");
        }
        requireActive(known, toId, "toId");
        PersonView from = known.get(fromId);
        return from == null || from.organisationId() == null ? principal.organisationId() : from.organisationId();
    }

    private void requireActive(Map<String, PersonView> known, String id, String field) {
        PersonView person = known.get(id);
        if (person == null || !person.active()) {
            throw RefusedException.notFound("Person", id, INPUT, field);
        }
        writes.requireInUse("Person", id, () -> RefusedException.notFound("Person", id, INPUT, field));
    }
}
