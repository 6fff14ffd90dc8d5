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
import io.mainstay.record.TicketKind;
import io.mainstay.workflow.internal.DelegationSubject;
import io.mainstay.workflow.internal.store.ApprovalPolicyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
    private static final int EMAIL = 320;
    private static final int MAX_POLICIES = 20;
    private static final String INPUT = "input";
    private static final String TO_ID = "toId";
    private static final String TO_EMAIL = "toEmail";
    private static final String KINDS = "kinds";
    private static final String POLICIES = "policyIds";

    private final Edits edits;
    private final DelegationSubject subject;
    private final IdentityService identity;
    private final Writes writes;
    private final ApprovalPolicyStore policies;
    private final ApprovalSubjects subjects;
    private final BusinessClock clock;

    DelegationService(
            Edits edits,
            DelegationSubject subject,
            IdentityService identity,
            Writes writes,
            ApprovalPolicyStore policies,
            ApprovalSubjects subjects,
            BusinessClock clock) {
        this.edits = edits;
        this.subject = subject;
        this.identity = identity;
        this.writes = writes;
        this.policies = policies;
        this.subjects = subjects;
        this.clock = clock;
    }

    /**
     * Lets somebody decide in the place of another person for a time.
     *
     * @param idempotencyKey makes the same request safe to send again; may be null
     * @throws RefusedException FORBIDDEN for another person without the permission to configure approvals; NOT_FOUND for somebody who is
     *     not there or not active, or a policy that is not there or that the principal may not read; INVALID for a time that is over, empty or too
     *     long, and a kind of record that is not approved
     */
    public Delegation set(Principal principal, SetDelegation command, @Nullable String idempotencyKey) {
        principal.require(Permission.APPROVAL_DECIDE);
        Instant now = clock.now();
        String fromId = Objects.requireNonNullElse(command.fromId(), principal.personId());
        requireOwn(principal, fromId);
        Instant from = Objects.requireNonNullElse(command.validFrom(), now);
        check(command, from, now);
        Delegation.Scope scope = scope(principal, command);
        EditRequest request = new EditRequest(
                principal, Ids.next(), "delegation.set", null, idempotencyKey, command, Occurrence.at(now));
        return edits.create(subject, request, _ -> {
            PersonView deputy = deputy(principal, command);
            checkDeputy(principal, command, fromId, deputy);
            String organisationId = organisationOf(principal, fromId);
            return Outcome.of(
                    new Delegation(
                            request.recordId(),
                            fromId,
                            deputy.id(),
                            from,
                            Objects.requireNonNull(command.validTo()),
                            command.reason(),
                            scope,
                            fromId.equals(principal.personId()) ? principal.roles() : null,
                            null,
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

    private static void check(SetDelegation command, Instant from, Instant now) {
        Instant to = command.validTo();
        Validation validation = new Validation()
                .require(to, INPUT, "validTo")
                .limitText(command.toEmail(), EMAIL, INPUT, TO_EMAIL)
                .limitText(command.reason(), REASON, INPUT, "reason");
        if (command.toEmail() == null) {
            validation.require(command.toId(), INPUT, TO_ID);
        } else {
            validation.check(command.toId() == null, "absent beside toEmail", INPUT, TO_ID);
        }
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

    /** What is named must be there, so that a mistake lets nobody wait for a deputy who is not asked. */
    private Delegation.Scope scope(Principal principal, SetDelegation command) {
        List<TicketKind> kinds = Objects.requireNonNullElse(command.kinds(), List.of());
        List<String> ids = Objects.requireNonNullElse(command.policyIds(), List.of());
        Validation validation = new Validation()
                .check(subjects.kinds().containsAll(kinds), "kinds of records that are approved", INPUT, KINDS)
                .check(Set.copyOf(kinds).size() == kinds.size(), "without the same kind twice", INPUT, KINDS)
                .check(ids.size() <= MAX_POLICIES, "at most " + MAX_POLICIES, INPUT, POLICIES)
                .check(Set.copyOf(ids).size() == ids.size(), "without the same policy twice", INPUT, POLICIES);
        validation.refuseIfFailed();
        Map<String, ApprovalPolicy> found =
                principal.may(Permission.APPROVAL_READ) && !ids.isEmpty() ? policies.byIds(ids) : Map.of();
        for (int place = 0; place < ids.size(); place++) {
            ApprovalPolicy policy = found.get(ids.get(place));
            if (policy == null) {
                validation.add(
                        RefusedException.absence("Policy of approval", ids.get(place), "does not exist", new String[] {
                            INPUT, POLICIES, String.valueOf(place)
                        }));
            } else {
                validation.check(
                        kinds.isEmpty() || kinds.contains(policy.kind()),
                        "of one of the kinds",
                        INPUT,
                        POLICIES,
                        String.valueOf(place));
            }
        }
        validation.refuseIfFailed();
        return new Delegation.Scope(kinds, ids);
    }

    /** Everybody may name a colleague, whether they read the directory or not. */
    private PersonView deputy(Principal principal, SetDelegation command) {
        String email = command.toEmail();
        if (email != null) {
            return requireActive(
                    identity.colleagueByEmail(principal, email),
                    () -> new RefusedException(UserError.of(
                            UserErrorCode.NOT_FOUND,
                            "Nobody whom you may name has this e-mail address.",
                            INPUT,
                            TO_EMAIL)));
        }
        String id = Objects.requireNonNull(command.toId());
        return requireActive(
                identity.colleague(principal, id), () -> RefusedException.notFound("Person", id, INPUT, TO_ID));
    }

    private static void checkDeputy(Principal principal, SetDelegation command, String fromId, PersonView deputy) {
        String field = command.toEmail() == null ? TO_ID : TO_EMAIL;
        new Validation()
                .check(!fromId.equals(deputy.id()), "somebody else than fromId", INPUT, field)
                // Else who sets policies could take any seat that one of them names.
                .check(
                        fromId.equals(principal.personId())
                                || !principal.personId().equals(deputy.id()),
                        "somebody else than yourself in the delegation of another person",
                        INPUT,
                        field)
                .refuseIfFailed();
    }

    /** Of the one who is represented. */
    private String organisationOf(Principal principal, String fromId) {
        Optional<PersonView> from = Optional.ofNullable(
                identity.peopleById(principal, List.of(fromId)).get(fromId));
        if (!fromId.equals(principal.personId())) {
            requireActive(from, () -> RefusedException.notFound("Person", fromId, INPUT, "fromId"));
        }
        return from.map(PersonView::organisationId).orElse(principal.organisationId());
    }

    private PersonView requireActive(Optional<PersonView> found, Supplier<RefusedException> notFound) {
        PersonView person = found.filter(PersonView::active).orElseThrow(notFound);
        writes.requireInUse("Person", person.id(), notFound);
        return person;
    }
}
