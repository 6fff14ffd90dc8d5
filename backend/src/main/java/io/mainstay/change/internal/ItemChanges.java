// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeState;
import io.mainstay.change.internal.store.ChangeLinks;
import io.mainstay.cmdb.ControllingChanges;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.ticket.TicketAction;
import io.mainstay.ticket.Tickets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The changes by which configuration items are changed. */
@Component
final class ItemChanges implements ControllingChanges {

    /** What happens to a change because of a configuration item; the name in its history. */
    private enum Action implements TicketAction {
        ACCEPT_DIFFERENCE
    }

    /** A draft may be cancelled, and then nobody has authorised what was accepted into it. */
    private static final Set<ChangeState> ACCEPTING =
            EnumSet.of(ChangeState.SCHEDULED, ChangeState.IMPLEMENTING, ChangeState.REVIEW, ChangeState.CLOSED);

    private final Tickets<Change, ChangeState> changes;
    private final ChangeLinks links;

    ItemChanges(Tickets<Change, ChangeState> changes, ChangeLinks links) {
        this.changes = changes;
        this.links = links;
    }

    @Override
    public Optional<String> implementing(Principal principal, String ciId, @Nullable String changeId) {
        if (changeId != null) {
            Change named = locked(principal, changeId);
            if (named.state() != ChangeState.IMPLEMENTING || !affects(named, ciId)) {
                throw conflict("is not IMPLEMENTING, or does not affect the configuration item", named, "changeId");
            }
            return Optional.of(changeId);
        }
        return principal.may(Permission.CHANGE_READ)
                ? links.implementing(principal.visibility(), ciId).stream()
                        .flatMap(id -> changes.lock(id).stream())
                        // One that was completed while its lock was waited for leaves it to the next.
                        .filter(found -> found.state() == ChangeState.IMPLEMENTING)
                        .map(Change::id)
                        .findFirst()
                : Optional.empty();
    }

    @Override
    public void accept(Principal principal, String ciId, String changeId, Instant at) {
        Change change = locked(principal, changeId, "input");
        if (!ACCEPTING.contains(change.state()) || !affects(change, ciId)) {
            throw conflict("is not authorised, or does not affect the configuration item", change, "input", "changeId");
        }
        changes.noteAll(
                principal,
                List.of(change),
                Action.ACCEPT_DIFFERENCE,
                Occurrence.at(at),
                noted -> Outcome.<Change>of(noted, _ -> List.of())
                        .linked(FieldChange.of("acceptedDifferenceCiId", null, ciId), false));
    }

    private Change locked(Principal principal, String changeId, String... above) {
        return changes.lock(changeId)
                .filter(change -> principal.may(Permission.CHANGE_READ)
                        && principal.visibility().allows(change.visibilityFacts()))
                .orElseThrow(() -> RefusedException.notFound(
                        Change.TYPE,
                        changeId,
                        above.length == 0 ? new String[] {"changeId"} : new String[] {above[0], "changeId"}));
    }

    private boolean affects(Change change, String ciId) {
        return links.ciIds(change.id()).contains(ciId);
    }

    private static RefusedException conflict(String why, Change change, String... field) {
        return new RefusedException(
                UserError.of(UserErrorCode.CONFLICT, "Change " + change.number() + " " + why + ".", field)
                        .with("cause", "CHANGE_REQUIRED")
                        .with("state", change.state().name()));
    }
}
