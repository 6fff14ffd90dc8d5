// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.kernel.Role;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked, as a policy says it.
 *
 * @param role of a ROLE; null otherwise
 * @param teamId of a TEAM; null otherwise
 * @param personId of a PERSON; null otherwise
 * @param people how many different people of it are asked, from 1; 1 of what names a single person, and of owners, each of whom is asked
 */
public record Approver(
        ApproverKind kind,
        @Nullable Role role,
        @Nullable String teamId,
        @Nullable String personId,
        int people) {

    public static Approver role(Role role) {
        return new Approver(ApproverKind.ROLE, role, null, null, 1);
    }

    public static Approver team(String teamId) {
        return new Approver(ApproverKind.TEAM, null, teamId, null, 1);
    }

    public static Approver person(String personId) {
        return new Approver(ApproverKind.PERSON, null, null, personId, 1);
    }

    /** Whoever it is, as one of the keys by which waiting requests are found; null for an owner whom nobody knows. */
    public @Nullable String key() {
        return switch (kind) {
            case ROLE -> roleKey(Objects.requireNonNull(role));
            case CAB -> roleKey(Role.CAB_MEMBER);
            case TEAM -> teamKey(Objects.requireNonNull(teamId));
            case PERSON -> personKey(Objects.requireNonNull(personId));
            case CI_OWNER, SERVICE_OWNER -> personId == null ? null : personKey(personId);
        };
    }

    public static String roleKey(Role role) {
        return "role:" + role.name();
    }

    public static String teamKey(String id) {
        return "team:" + id;
    }

    public static String personKey(String id) {
        return "person:" + id;
    }
}
