// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.internal.ChangeTemplateEventMaker;
import io.mainstay.change.internal.ChangeTemplateReferences;
import io.mainstay.change.internal.ChangeTemplateRules;
import io.mainstay.change.internal.store.ChangeTemplateStore;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.record.EditRequest;
import io.mainstay.record.Edits;
import io.mainstay.record.Occurrence;
import io.mainstay.record.OccurrenceRule;
import io.mainstay.record.Outcome;
import io.mainstay.record.Step;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Proposes, edits, approves and revokes the templates of standard changes. */
@Service
public final class ChangeTemplateService {

    private final Edits edits;
    private final ChangeTemplateStore store;
    private final ChangeTemplateReferences references;
    private final OccurrenceRule occurrences;

    ChangeTemplateService(
            Edits edits, ChangeTemplateStore store, ChangeTemplateReferences references, OccurrenceRule occurrences) {
        this.edits = edits;
        this.store = store;
        this.references = references;
        this.occurrences = occurrences;
    }

    /**
     * Proposes a template, which somebody else has to approve.
     *
     * @param idempotencyKey makes the same request safe to send again; may be null
     * @throws RefusedException if the command breaks a rule; NOT_FOUND for what it names and the principal does not see
     */
    public ChangeTemplate propose(Principal principal, ProposeChangeTemplate command, @Nullable String idempotencyKey) {
        principal.require(Permission.CHANGE_TEMPLATE_PROPOSE);
        Occurrence at = occurrences.resolve(principal, command.occurredAt());
        ChangeTemplateRules.check(command);
        EditRequest request =
                new EditRequest(principal, Ids.next(), action("propose"), null, idempotencyKey, command, at);
        return edits.create(
                store.subject(),
                request,
                _ -> Outcome.of(
                        new ChangeTemplate(
                                request.recordId(),
                                command.name().strip(),
                                ChangeTemplateRules.blankToNull(command.description()),
                                references.content(principal, command, null),
                                ChangeTemplateState.PROPOSED,
                                new ChangeTemplate.Proposal(principal.personId(), at.occurredAt()),
                                null,
                                null,
                                1,
                                1,
                                at.occurredAt(),
                                at.occurredAt()),
                        ChangeTemplateEventMaker::of));
    }

    /**
     * Makes a template what the command says, and takes its approval away: what was approved is not what it says now. One that was
     * revoked is proposed anew.
     *
     * @return the template afterwards; as it was if it says this already
     * @throws RefusedException if the command breaks a rule
     */
    public ChangeTemplate update(Principal principal, String id, ProposeChangeTemplate command, int expectedVersion) {
        principal.require(Permission.CHANGE_TEMPLATE_PROPOSE);
        Occurrence occurrence = occurrences.resolve(principal, command.occurredAt());
        ChangeTemplateRules.check(command);
        return edits.edit(
                store.subject(),
                new EditRequest(principal, id, action("update"), expectedVersion, null, command, occurrence),
                (before, at) -> {
                    String name = command.name().strip();
                    String description = ChangeTemplateRules.blankToNull(command.description());
                    ChangeTemplate.Content content = references.content(principal, command, before.content());
                    return before.says(name, description, content) && before.state() != ChangeTemplateState.REVOKED
                            ? Outcome.none(before)
                            : Outcome.ifChanged(
                                    before.proposed(name, description, content, principal.personId(), at.occurredAt()),
                                    ChangeTemplateEventMaker::of);
                });
    }

    /**
     * Approves a template, so that standard changes may be made of it.
     *
     * @param occurredAt when; null for now
     * @throws RefusedException FORBIDDEN for who proposed it as it is, CONFLICT unless it is proposed
     */
    public ChangeTemplate approve(Principal principal, String id, @Nullable Instant occurredAt, int expectedVersion) {
        principal.require(Permission.CHANGE_TEMPLATE_APPROVE);
        Occurrence occurrence = occurrences.resolve(principal, occurredAt);
        return edits.edit(
                store.subject(),
                EditRequest.of(principal, id, action("approve"), expectedVersion, occurrence),
                new Step<>() {
                    @Override
                    public void permit(ChangeTemplate before) {
                        if (before.proposal().byId().equals(principal.personId())) {
                            throw new RefusedException(UserError.of(
                                            UserErrorCode.FORBIDDEN,
                                            "Nobody approves a change template that they proposed: you did.",
                                            "id")
                                    .with("segregationOfDuties", "APPROVE"));
                        }
                    }

                    @Override
                    public void allow(ChangeTemplate before) {
                        requireState(before, EnumSet.of(ChangeTemplateState.PROPOSED));
                    }

                    @Override
                    public Outcome<ChangeTemplate> take(ChangeTemplate before, Occurrence at) {
                        return Outcome.ifChanged(
                                before.approved(principal.personId(), at.occurredAt()), ChangeTemplateEventMaker::of);
                    }
                });
    }

    /**
     * Revokes a template, or turns a proposal down. Changes of it that have not begun cannot begin any more.
     *
     * @param occurredAt when; null for now
     * @throws RefusedException CONFLICT if it is revoked already
     */
    public ChangeTemplate revoke(
            Principal principal, String id, String reason, @Nullable Instant occurredAt, int expectedVersion) {
        principal.require(Permission.CHANGE_TEMPLATE_APPROVE);
        Occurrence occurrence = occurrences.resolve(principal, occurredAt);
        ChangeTemplateRules.checkReason(reason);
        return edits.edit(
                store.subject(),
                EditRequest.of(principal, id, action("revoke"), expectedVersion, occurrence),
                new Step<>() {
                    @Override
                    public void allow(ChangeTemplate before) {
                        requireState(before, EnumSet.of(ChangeTemplateState.PROPOSED, ChangeTemplateState.APPROVED));
                    }

                    @Override
                    public Outcome<ChangeTemplate> take(ChangeTemplate before, Occurrence at) {
                        return Outcome.ifChanged(
                                before.revoked(reason.strip(), principal.personId(), at.occurredAt()),
                                ChangeTemplateEventMaker::of);
                    }
                });
    }

    private static void requireState(ChangeTemplate template, Set<ChangeTemplateState> wanted) {
        if (!wanted.contains(template.state())) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            ChangeTemplateStore.NAME + " " + template.name() + " is " + template.state() + ".",
                            "id")
                    .with("state", template.state().name()));
        }
    }

    private static String action(String what) {
        return "change-template." + what;
    }
}
