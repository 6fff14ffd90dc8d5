// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemCause;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.ConfigurationItemService;
import io.mainstay.cmdb.UpdateConfigurationItem;
import io.mainstay.demo.internal.RealmPerson;
import io.mainstay.kernel.Principal;
import io.mainstay.record.FieldUpdate;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Doubles the memory of a server without a change, so that there is a difference to be found. */
@Component
final class DifferenceLoader {

    private static final String MEMORY = "memoryMb";
    private static final int TWICE = 16_384;

    private final ConfigurationItemService items;
    private final ConfigurationItemQueries queries;

    DifferenceLoader(ConfigurationItemService items, ConfigurationItemQueries queries) {
        this.items = items;
        this.queries = queries;
    }

    /** @param ciIds ids of items by name */
    void load(Realm realm, Map<String, String> ciIds) {
        String id = ciIds.get("hq-time-01");
        if (id == null) {
            return;
        }
        ConfigurationItem server = queries.byId(Principal.SYSTEM, id).orElseThrow();
        if (server.difference() == null) {
            items.update(
                    realm.as(RealmPerson.CONFIGURATION_MANAGER),
                    id,
                    new UpdateConfigurationItem(
                            FieldUpdate.absent(),
                            FieldUpdate.absent(),
                            FieldUpdate.absent(),
                            FieldUpdate.absent(),
                            FieldUpdate.absent(),
                            FieldUpdate.absent(),
                            FieldUpdate.absent(),
                            FieldUpdate.absent(),
                            FieldUpdate.absent(),
                            FieldUpdate.absent(),
                            Map.of(MEMORY, TWICE)),
                    // A change may be under way on it, which would be taken for the reason.
                    new ConfigurationItemCause(null, "The terminals stood still in the morning"),
                    server.version());
        }
    }
}
