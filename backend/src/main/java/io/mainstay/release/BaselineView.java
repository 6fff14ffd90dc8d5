// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.cmdb.ConfigurationItem;
import java.time.Instant;
import java.util.List;

/**
 * A baseline as somebody is shown it.
 *
 * @param items those that they see
 * @param hiddenItemCount how many more there are
 */
public record BaselineView(Deployment deployment, Baseline baseline, List<Item> items, int hiddenItemCount) {

    public BaselineView {
        items = List.copyOf(items);
    }

    /** @param revision the one that it had, by which its history tells what it was */
    public record Item(ConfigurationItem ci, int revision) {}

    public Instant pinnedAt() {
        return baseline.pinnedAt();
    }

    public boolean complete() {
        return baseline.complete();
    }
}
