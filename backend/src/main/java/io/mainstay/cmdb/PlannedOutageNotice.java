// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.platform.outbox.EventType;
import java.time.Instant;
import java.util.List;

/**
 * The users of the services that a planned outage hits are to be told of it.
 *
 * @param serviceIds those services, those that are hit worst first; at most {@link io.mainstay.cmdb.internal.OutageServices#MAX_SERVICES}
 * @param complete false if there may be others
 */
@EventType("planned-outage.notice.v1")
public record PlannedOutageNotice(
        String id,
        String number,
        String ciId,
        PlannedOutageNoticeKind kind,
        FailureEffect effect,
        Instant from,
        Instant to,
        List<String> serviceIds,
        boolean complete,
        int version) {}
