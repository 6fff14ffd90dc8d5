// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.identity.IdentityViews;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who may change how widely a confidential record is read, and whom it may be given to (SR-031). Whoever takes part in a record
 * sees it whatever its confidentiality; that alone lets nobody open it to others.
 *
 * <ul>
 *   <li>Whoever changes the confidentiality or when it ends, or gives a person, a team, an organisation or self-service sight of
 *       the record, needs clearance for the confidentiality that it has, and for the one that it is to have.
 *   <li>Nobody is made to take part in a record whose confidentiality exceeds that person's clearance. Who takes part already
 *       goes on doing so when the confidentiality is raised. Members of a team are held to their own clearance when they read.
 * </ul>
 *
 * <p>What a change gives is found by comparing what decides who sees the record, so that no command and no field can be
 * forgotten.
 */
@Component
public final class ClearanceRule {

    private final IdentityViews identity;

    ClearanceRule(IdentityViews identity) {
        this.identity = identity;
    }

    /**
     * A change to be checked.
     *
     * @param before null for a record that is new
     * @param path of a field of the input
     */
    public record Grant(@Nullable Access before, Access after, Function<String, String[]> path) {}

    /**
     * Checks a change inside the unit of work that makes it, with the record's lock held.
     *
     * @throws io.mainstay.kernel.RefusedException FORBIDDEN if the principal's clearance is too low, INVALID if that of somebody
     *     is who would take part
     */
    public void check(Principal principal, Grant grant) {
        checkAll(principal, List.of(grant));
    }

    /** The same for changes of several records; at most one database call, and none if none of them is confidential. */
    public void checkAll(Principal principal, Collection<Grant> grants) {
        Validation validation = new Validation();
        grants.forEach(grant -> checkPrincipal(principal, grant, validation));
        validation.refuseIfFailed();
        Map<String, Confidentiality> clearances = identity.clearances(grants.stream()
                .flatMap(grant -> receivers(principal, grant).stream())
                .collect(Collectors.toSet()));
        for (Grant grant : grants) {
            for (String receiver : receivers(principal, grant)) {
                checkReceiver(
                        clearances.getOrDefault(receiver, Confidentiality.PUBLIC_INTERNAL),
                        receiver,
                        grant,
                        validation);
            }
        }
        validation.refuseIfFailed();
    }

    private static void checkPrincipal(Principal principal, Grant grant, Validation validation) {
        Confidentiality clearance = principal.visibility().clearance();
        Confidentiality needed = needed(grant);
        if (clearance.covers(needed)) {
            return;
        }
        for (String field : opened(grant)) {
            validation.add(UserError.of(
                            UserErrorCode.FORBIDDEN,
                            field + " decides who may read the record, which needs clearance for its confidentiality, "
                                    + needed + "; yours is " + clearance + ".",
                            grant.path().apply(field))
                    .with("clearance", clearance.name())
                    .with("confidentiality", needed.name()));
        }
    }

    private static void checkReceiver(Confidentiality clearance, String receiver, Grant grant, Validation validation) {
        Confidentiality confidentiality = grant.after().facts().confidentiality();
        if (!clearance.covers(confidentiality)) {
            String field = grant.after().fields().getOrDefault(receiver, "participants");
            validation.add(UserError.of(
                            UserErrorCode.INVALID,
                            field + " must be somebody with clearance for the confidentiality of the record, "
                                    + confidentiality + ".",
                            grant.path().apply(field))
                    .with("confidentiality", confidentiality.name()));
        }
    }

    /** The fields by which the change lets others read the record, or read it earlier or later. */
    private static Set<String> opened(Grant grant) {
        Access before = grant.before();
        Access after = grant.after();
        Set<String> fields = new TreeSet<>();
        if (before == null) {
            return Set.of("confidentiality");
        }
        if (before.facts().confidentiality() != after.facts().confidentiality()) {
            fields.add("confidentiality");
        }
        if (!Objects.equals(before.confidentialUntil(), after.confidentialUntil())) {
            fields.add("confidentialUntil");
        }
        if (!before.facts().organisationId().equals(after.facts().organisationId())) {
            fields.add("organisationId");
        }
        if (after.facts().selfService() && !before.facts().selfService()) {
            fields.add("selfService");
        }
        added(before.facts().teamIds(), after.facts().teamIds())
                .forEach(team -> fields.add(after.fields().getOrDefault(team, "teams")));
        added(before.facts().participantIds(), after.facts().participantIds())
                .forEach(person -> fields.add(after.fields().getOrDefault(person, "participants")));
        return fields;
    }

    private static Confidentiality needed(Grant grant) {
        Confidentiality after = grant.after().facts().confidentiality();
        Confidentiality before =
                grant.before() == null ? after : grant.before().facts().confidentiality();
        return before.covers(after) ? before : after;
    }

    /** Those who are to take part in a confidential record and do not yet. The principal's own clearance was checked. */
    private static Set<String> receivers(Principal principal, Grant grant) {
        if (grant.after().facts().confidentiality() == Confidentiality.PUBLIC_INTERNAL) {
            return Set.of();
        }
        Set<String> receivers = added(
                grant.before() == null ? Set.of() : grant.before().facts().participantIds(),
                grant.after().facts().participantIds());
        receivers.remove(principal.personId());
        return receivers;
    }

    private static Set<String> added(Set<String> before, Set<String> after) {
        Set<String> added = new HashSet<>(after);
        added.removeAll(before);
        return added;
    }
}
