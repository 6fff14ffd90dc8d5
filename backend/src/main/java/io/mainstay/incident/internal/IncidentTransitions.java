package io.mainstay.incident.internal;

import static io.mainstay.incident.IncidentState.CANCELLED;
import static io.mainstay.incident.IncidentState.CLOSED;
import static io.mainstay.incident.IncidentState.IN_PROGRESS;
import static io.mainstay.incident.IncidentState.NEW;
import static io.mainstay.incident.IncidentState.ON_HOLD;
import static io.mainstay.incident.IncidentState.RESOLVED;

import io.mainstay.incident.IncidentAction;
import io.mainstay.incident.IncidentState;
import io.mainstay.incident.IncidentView;
import io.mainstay.incident.internal.IncidentTransition.Actor;
import io.mainstay.kernel.ForbiddenException;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one table of what may happen to an incident, when, by whom, and what it needs. */
public final class IncidentTransitions {

    private static final Set<IncidentState> OPEN = EnumSet.of(NEW, IN_PROGRESS, ON_HOLD);
    private static final Set<IncidentState> NOT_OVER = EnumSet.of(NEW, IN_PROGRESS, ON_HOLD, RESOLVED);
    private static final Set<IncidentState> ANY = EnumSet.allOf(IncidentState.class);

    private IncidentTransitions() {}

    public static List<IncidentTransition> table() {
        return Arrays.stream(IncidentAction.values())
                .map(IncidentTransitions::of)
                .toList();
    }

    public static IncidentTransition of(IncidentAction action) {
        return switch (action) {
            case REPORT -> row(action, Set.of(), NEW, Actor.REPORTER, "title", "affectedPerson");
            case ASSIGN -> row(action, OPEN, null, Actor.WORKER, "serviceOffering", "team");
            case START -> row(action, EnumSet.of(NEW), IN_PROGRESS, Actor.WORKER);
            case HOLD -> row(action, OPEN, ON_HOLD, Actor.WORKER, "holdReason");
            case RESUME -> row(action, EnumSet.of(ON_HOLD), IN_PROGRESS, Actor.WORKER);
            case RESOLVE -> row(action, OPEN, RESOLVED, Actor.WORKER, "resolutionCode", "resolution");
            case CONFIRM -> row(action, EnumSet.of(RESOLVED), CLOSED, Actor.PARTICIPANT);
            case CLOSE -> row(action, EnumSet.of(RESOLVED), CLOSED, Actor.WORKER);
            case REOPEN -> row(action, EnumSet.of(RESOLVED), IN_PROGRESS, Actor.WORKER_OR_PARTICIPANT, "reason");
            case CANCEL -> row(action, OPEN, CANCELLED, Actor.WORKER, "reason");
            case UPDATE, PRIORITISE, LINK_CIS, UNLINK_CIS -> row(action, NOT_OVER, null, Actor.WORKER);
            case CLASSIFY -> row(action, ANY, null, Actor.CLASSIFIER);
            case COMMENT -> row(action, NOT_OVER, null, Actor.WORKER_OR_PARTICIPANT);
            case ADD_WORK_NOTE -> row(action, ANY, null, Actor.WORKER);
            case AUTO_CLOSE -> row(action, EnumSet.of(RESOLVED), CLOSED, Actor.SYSTEM);
            case DECLASSIFY -> row(action, ANY, null, Actor.SYSTEM);
            case SET_CUSTOMER_CLASS -> row(action, NOT_OVER, null, Actor.SYSTEM);
        };
    }

    /** Whether the principal may do this to the incident, whatever its state. */
    public static boolean isPermitted(Principal principal, IncidentView incident, IncidentAction action) {
        return missingPermission(principal, incident, action) == null;
    }

    /** Whether the state of the incident lets this happen. */
    public static boolean isPossible(IncidentState state, IncidentAction action) {
        return of(action).from().contains(state);
    }

    /** @throws ForbiddenException if the principal may not do this to the incident */
    static void requirePermission(Principal principal, IncidentView incident, IncidentAction action) {
        Permission missing = missingPermission(principal, incident, action);
        if (missing != null) {
            throw new ForbiddenException(missing);
        }
    }

    /** @throws RefusedException with INVALID_TRANSITION, the state and the actions that it allows */
    static void requirePossible(IncidentState state, IncidentAction action) {
        if (isPossible(state, action)) {
            return;
        }
        List<String> allowed = table().stream()
                .filter(row -> row.who() != Actor.SYSTEM && row.from().contains(state))
                .map(row -> row.action().name())
                .toList();
        throw new RefusedException(UserError.of(
                        UserErrorCode.INVALID_TRANSITION,
                        "An incident in state " + state + " does not allow " + action + "; it allows "
                                + String.join(", ", allowed) + ".")
                .with("state", state.name())
                .with("allowed", allowed));
    }

    private static @Nullable Permission missingPermission(
            Principal principal, IncidentView incident, IncidentAction action) {
        return switch (of(action).who()) {
            case REPORTER -> principal.may(Permission.INCIDENT_REPORT) ? null : Permission.INCIDENT_REPORT;
            case WORKER -> principal.may(Permission.INCIDENT_WORK) ? null : Permission.INCIDENT_WORK;
            case PARTICIPANT -> participates(principal, incident) ? null : Permission.INCIDENT_PARTICIPATE;
            case WORKER_OR_PARTICIPANT ->
                principal.may(Permission.INCIDENT_WORK) || participates(principal, incident)
                        ? null
                        : Permission.INCIDENT_PARTICIPATE;
            case CLASSIFIER -> principal.may(Permission.RECORD_CLASSIFY) ? null : Permission.RECORD_CLASSIFY;
            case SYSTEM -> principal.personId().equals(Principal.SYSTEM_ID) ? null : Permission.PLATFORM_OPERATE;
        };
    }

    private static boolean participates(Principal principal, IncidentView incident) {
        return principal.may(Permission.INCIDENT_PARTICIPATE)
                && (principal.personId().equals(incident.affectedPersonId())
                        || principal.personId().equals(incident.reporterId()));
    }

    private static IncidentTransition row(
            IncidentAction action, Set<IncidentState> from, @Nullable IncidentState to, Actor who, String... required) {
        return new IncidentTransition(action, from, to, who, List.of(required));
    }
}
