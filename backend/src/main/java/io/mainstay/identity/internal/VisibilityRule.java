package io.mainstay.identity.internal;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.Visibility;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which records a person may see, from roles and place.
 *
 * <ul>
 *   <li>Auditor, administrator and service manager: every organisation.
 *   <li>Staff, which is everybody else but a mere requester: their organisations and all below.
 *   <li>A requester: what is offered for self-service by their organisations and all above, because what a holding
 *       offers is for its subsidiaries too, and what a sibling or subsidiary offers is not for them.
 * </ul>
 *
 * Everybody sees, besides, records of their teams and records in which they take part. The clearance comes from the token.
 */
public final class VisibilityRule {

    private static final Set<Role> SEE_EVERYTHING =
            Collections.unmodifiableSet(EnumSet.of(Role.AUDITOR, Role.ADMINISTRATOR, Role.SERVICE_MANAGER));

    private VisibilityRule() {}

    public static Visibility of(Set<Role> roles, PersonPlace place, Confidentiality clearance) {
        boolean everything = !Collections.disjoint(roles, SEE_EVERYTHING);
        boolean staff = roles.stream().anyMatch(role -> role != Role.REQUESTER);
        return new Visibility(
                everything,
                staff ? place.organisationsBelow() : place.organisationsAbove(),
                place.teamIds(),
                place.personId(),
                clearance,
                !staff);
    }
}
