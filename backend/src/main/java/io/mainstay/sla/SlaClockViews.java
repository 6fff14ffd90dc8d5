// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import io.mainstay.kernel.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads clocks. Whether the reader may see a record is the business of the capability that owns it. */
public interface SlaClockViews {

    /**
     * The clocks of records as they stand now, with intervals, by a number of database calls that does not depend on the number
     * of records. In the order of metric and ordinal.
     *
     * @return by record; one without clocks is absent
     * @throws io.mainstay.kernel.ForbiddenException without the permission {@code sla.read}
     */
    Map<String, List<SlaClockView>> byRecords(Principal principal, Collection<String> recordIds);

    /** The stored clocks of records by one database call, for lists and search documents; without authorisation. */
    Map<String, List<SlaClockSnapshot>> snapshots(Collection<String> recordIds);
}
