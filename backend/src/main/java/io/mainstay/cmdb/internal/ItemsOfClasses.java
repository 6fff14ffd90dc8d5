// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.Criticality;
import io.mainstay.kernel.Visibility;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the store knows of CIs by their class. */
public interface ItemsOfClasses {

    /** @param criticality null if nobody has set it */
    record Item(String ciId, @Nullable Criticality criticality) {}

    /** Those of the CIs that the reader sees and that are in use and of one of the classes; one database call. */
    List<Item> inUseAmong(Collection<String> ciIds, Collection<String> classKeys, Visibility visibility);
}
