// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal;

import io.mainstay.kernel.Role;
import io.mainstay.record.FieldCatalogue;
import io.mainstay.workflow.Delegation;
import java.util.List;
import java.util.Set;

/** The fields of a delegation. */
public final class DelegationFields {

    public static final FieldCatalogue<Delegation> ALL = FieldCatalogue.<Delegation>of("delegations")
            .id("id", Delegation::id)
            .required()
            .notInHistory()
            .id("fromId", Delegation::fromId)
            .required()
            .filterable()
            .id("toId", Delegation::toId)
            .required()
            .filterable()
            .instant("validFrom", Delegation::validFrom)
            .required()
            .instant("validTo", Delegation::validTo)
            .required()
            .filterable()
            .sortable()
            .text("reason", Delegation::reason)
            .texts(
                    "kinds",
                    delegation ->
                            delegation.scope().kinds().stream().map(Enum::name).toList())
            .ids("policyIds", delegation -> delegation.scope().policyIds())
            .texts("fromRoles", DelegationFields::roles)
            .instant("endedAt", Delegation::endedAt)
            .filterable()
            .instant("overAt", Delegation::overAt)
            .id("organisationId", Delegation::organisationId)
            .required()
            .number("version", Delegation::version)
            .required()
            .notInHistory()
            .number("revision", Delegation::revision)
            .required()
            .notInHistory()
            .instant("createdAt", Delegation::createdAt)
            .required()
            .notInHistory()
            .instant("updatedAt", Delegation::updatedAt)
            .required()
            .notInHistory()
            .index("validTo", "id")
            .index("fromId", "validTo")
            .index("toId", "validTo")
            .sortedBy("validTo", true);

    private DelegationFields() {}

    private static List<String> roles(Delegation delegation) {
        Set<Role> roles = delegation.fromRoles();
        return roles == null
                ? List.of()
                : roles.stream().map(Role::name).sorted().toList();
    }
}
