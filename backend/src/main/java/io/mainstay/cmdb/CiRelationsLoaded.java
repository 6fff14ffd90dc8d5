// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.platform.outbox.EventType;
import java.util.List;

/** A chunk of relations was created by one transaction. */
@EventType("ci.relations-loaded.v1")
public record CiRelationsLoaded(List<Entry> relations) {

    public CiRelationsLoaded {
        relations = List.copyOf(relations);
    }

    /** A relation of the chunk and the revision that it has after it. */
    public record Entry(String id, int revision) {}
}
