// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.ForbiddenException;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.ticket.Transition.Actor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table of what may happen to tickets of a kind, when, by whom, and what it needs; see {@link TransitionTables}. */
public final class TransitionTable<S extends Enum<S> & TicketState> {

    private final String noun;
    private final TicketPermissions permissions;
    private final SequencedMap<TicketAction, Transition<S>> rows;

    private TransitionTable(
            String noun, TicketPermissions permissions, SequencedMap<TicketAction, Transition<S>> rows) {
        this.noun = noun;
        this.permissions = permissions;
        this.rows = rows;
    }

    /**
     * Begins a table.
     *
     * @param noun what the kind is called in sentences: {@code An incident}
     */
    public static <S extends Enum<S> & TicketState> Builder<S> of(String noun, TicketPermissions permissions) {
        return new Builder<>(noun, permissions);
    }

    public List<Transition<S>> rows() {
        return List.copyOf(rows.values());
    }

    /** Whether the kind has this action at all. */
    public boolean knows(TicketAction action) {
        return rows.containsKey(action);
    }

    public Transition<S> row(TicketAction action) {
        Transition<S> row = rows.get(action);
        if (row == null) {
            throw new IllegalArgumentException(noun + " knows no " + action.name());
        }
        return row;
    }

    /** Whether the state lets this happen. */
    public boolean isPossible(S state, TicketAction action) {
        Transition<S> row = rows.get(action);
        return row != null && row.from().contains(state);
    }

    /** Whether the principal may do this to the ticket, whatever its state. */
    public boolean isPermitted(Principal principal, Ticket<?, S> ticket, TicketAction action) {
        return missing(principal, ticket, action) == null;
    }

    /** @throws ForbiddenException if the principal may not do this to the ticket */
    void requirePermission(Principal principal, Ticket<?, S> ticket, TicketAction action) {
        Permission missing = missing(principal, ticket, action);
        if (missing != null) {
            throw new ForbiddenException(missing);
        }
    }

    /** @throws RefusedException with INVALID_TRANSITION, the state and the actions that it allows */
    void requirePossible(S state, TicketAction action) {
        if (isPossible(state, action)) {
            return;
        }
        List<String> allowed = rows.values().stream()
                .filter(row -> row.who() != Actor.SYSTEM && row.from().contains(state))
                .map(row -> row.action().name())
                .toList();
        throw new RefusedException(UserError.of(
                        UserErrorCode.INVALID_TRANSITION,
                        noun + " in state " + state + " does not allow " + action.name() + "; it allows "
                                + String.join(", ", allowed) + ".")
                .with("state", state.name())
                .with("allowed", allowed));
    }

    private @Nullable Permission missing(Principal principal, Ticket<?, S> ticket, TicketAction action) {
        Transition<S> row = row(action);
        return switch (row.who()) {
            case REPORTER -> unless(principal.may(permissions.report()), permissions.report());
            case WORKER -> unless(principal.may(permissions.work()), permissions.work());
            case PARTICIPANT -> unless(participates(principal, ticket), permissions.participate());
            case WORKER_OR_PARTICIPANT ->
                unless(principal.may(permissions.work()) || participates(principal, ticket), permissions.participate());
            case HOLDER -> {
                Permission permission = Objects.requireNonNull(row.permission());
                yield unless(principal.may(permission), permission);
            }
            case CLASSIFIER -> unless(principal.may(Permission.RECORD_CLASSIFY), Permission.RECORD_CLASSIFY);
            case SYSTEM -> unless(principal.personId().equals(Principal.SYSTEM_ID), Permission.PLATFORM_OPERATE);
        };
    }

    private static @Nullable Permission unless(boolean held, Permission permission) {
        return held ? null : permission;
    }

    private boolean participates(Principal principal, Ticket<?, S> ticket) {
        return principal.may(permissions.participate())
                && (principal.personId().equals(ticket.facets().people().affectedPersonId())
                        || principal.personId().equals(ticket.reporterId()));
    }

    /** The rows of a table, in the order in which the API shows them. */
    public static final class Builder<S extends Enum<S> & TicketState> {

        private final String noun;
        private final TicketPermissions permissions;
        private final Map<TicketAction, Transition<S>> rows = new LinkedHashMap<>();

        private Builder(String noun, TicketPermissions permissions) {
            this.noun = noun;
            this.permissions = permissions;
        }

        public Builder<S> row(TicketAction action, Set<S> from, @Nullable S to, Actor who, String... required) {
            rows.put(action, new Transition<>(action, from, to, who, null, List.of(required)));
            return this;
        }

        /** @param permission whoever holds it may do this */
        public Builder<S> row(
                TicketAction action, Set<S> from, @Nullable S to, Permission permission, String... required) {
            rows.put(action, new Transition<>(action, from, to, Actor.HOLDER, permission, List.of(required)));
            return this;
        }

        public TransitionTable<S> build() {
            return new TransitionTable<>(noun, permissions, new LinkedHashMap<>(rows));
        }
    }
}
