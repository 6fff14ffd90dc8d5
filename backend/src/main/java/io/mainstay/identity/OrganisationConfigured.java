// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import io.mainstay.platform.outbox.EventType;
import java.util.List;

/**
 * The service desk or the customer class of an organisation was set or taken away. What is below may inherit it.
 *
 * @param version the organisation's version now
 * @param fields which of the two has changed
 */
@EventType("organisation.configured.v1")
public record OrganisationConfigured(String organisationId, int version, List<String> fields) {

    /** The names of the fields. */
    public static final String SERVICE_DESK = "serviceDeskTeamId";

    public static final String CUSTOMER_CLASS = "customerClass";

    public OrganisationConfigured {
        fields = List.copyOf(fields);
    }
}
