// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.platform.outbox.EventType;
import java.util.List;

/** A chunk of CIs was created by one transaction. */
@EventType("ci.loaded.v1")
public record ConfigurationItemsLoaded(List<Entry> items) {

    public ConfigurationItemsLoaded {
        items = List.copyOf(items);
    }

    /** A CI of the chunk and the revision that it has after it. */
    public record Entry(String id, int revision) {}
}
