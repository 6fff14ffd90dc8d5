// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call of a mutation that is accepted, and what makes it one that is not:
 *
 * <pre>{@code
 * table.add(AcceptableCall.of("incidentResolve", agent)
 *         .with("id", incident)
 *         .with("expectedVersion", 1)
 *         .with("input", Map.of("code", "SOLVED", "resolution", "Done"))
 *         .forbiddenWith("id", closedIncident)
 *         .hiddenFrom(agentOfAnotherOrganisation));
 * }</pre>
 *
 * Give a value to each field that is an input object or a list of them, so that what is below is tried too.
 */
final class AcceptableCall {

    /** Arguments other than those of the acceptable call, and with which codes they are refused. */
    record Other(String name, String token, Map<String, Object> arguments, Set<String> codes) {}

    private final String mutation;
    private final String token;
    private final Map<String, Object> arguments = new LinkedHashMap<>();
    private final List<Other> others = new ArrayList<>();
    private @Nullable Map<String, Object> forbidden;
    private @Nullable String outsider;
    private boolean allowedInEveryState;
    private boolean seenByEverybody;
    private boolean ownersAlone;

    private AcceptableCall(String mutation, String token) {
        this.mutation = mutation;
        this.token = token;
    }

    /** @param token of a person who may do it */
    static AcceptableCall of(String mutation, String token) {
        return new AcceptableCall(mutation, token);
    }

    AcceptableCall with(String argument, Object value) {
        arguments.put(argument, value);
        return this;
    }

    /** The call is refused when this argument differs so: the record is in a state or condition that forbids it. */
    AcceptableCall forbiddenWith(String argument, Object value) {
        return forbiddenWith(Map.of(argument, value));
    }

    /** The call is refused when these arguments differ so: the record is in a state or condition that forbids it. */
    AcceptableCall forbiddenWith(Map<String, Object> differences) {
        forbidden = new LinkedHashMap<>(arguments);
        forbidden.putAll(differences);
        return this;
    }

    /** Nothing that the call names has a state that could forbid it. */
    AcceptableCall allowedInEveryState() {
        allowedInEveryState = true;
        return this;
    }

    /** This person may do such things, but must not see what the call names. */
    AcceptableCall hiddenFrom(String otherToken) {
        outsider = otherToken;
        return this;
    }

    /** What the call names belongs to the whole installation, so nobody who may do it is kept from seeing it. */
    AcceptableCall seenByEverybody() {
        seenByEverybody = true;
        return this;
    }

    /** No permission is asked of whose it is, and nobody else finds it. */
    AcceptableCall ownersAlone() {
        ownersAlone = true;
        return this;
    }

    /** What the schema cannot tell: also refused with one of the codes when the value at the path is this one. */
    AcceptableCall alsoRefuses(String name, @Nullable Object value, List<Object> path, String... codes) {
        others.add(new Other(name, token, Tree.with(arguments, path, value), Set.of(codes)));
        return this;
    }

    AcceptableCall check() {
        if ((forbidden == null) != allowedInEveryState) {
            throw new IllegalStateException(mutation + ": say forbiddenWith or allowedInEveryState, not both");
        }
        if ((outsider == null) != seenByEverybody) {
            throw new IllegalStateException(mutation + ": say hiddenFrom or seenByEverybody, not both");
        }
        return this;
    }

    String mutation() {
        return mutation;
    }

    String token() {
        return token;
    }

    Map<String, Object> arguments() {
        return arguments;
    }

    /** With which code somebody is refused who sees everything and may do nothing. */
    String codeWithoutPermission() {
        return ownersAlone ? "NOT_FOUND" : "FORBIDDEN";
    }

    List<Other> others() {
        List<Other> all = new ArrayList<>(others);
        if (forbidden != null) {
            all.add(new Other("forbidden state", token, forbidden, Set.of("INVALID_TRANSITION", "CONFLICT")));
        }
        if (outsider != null) {
            all.add(new Other("not seen", outsider, arguments, Set.of("NOT_FOUND")));
        }
        return all;
    }
}
