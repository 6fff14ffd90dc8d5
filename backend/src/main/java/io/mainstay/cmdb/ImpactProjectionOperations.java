// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.operations.OperatorLog;
import io.mainstay.platform.outbox.NewEvent;
import io.mainstay.platform.outbox.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** For those who look after the installation: the impact projection of every replica. */
@Service
public final class ImpactProjectionOperations {

    private static final String AGGREGATE = "ImpactProjection";

    private final Outbox outbox;
    private final OperatorLog log;
    private final SystemClock clock;

    ImpactProjectionOperations(Outbox outbox, OperatorLog log, SystemClock clock) {
        this.outbox = outbox;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Has every replica build its projection anew; Neo4j answers meanwhile.
     *
     * @return the id of the request
     */
    public String rebuild(Principal principal) {
        principal.require(Permission.PLATFORM_OPERATE);
        String id = Ids.next();
        Instant now = clock.now();
        return log.run(
                principal,
                "impact-projection.rebuild",
                () -> {
                    outbox.append(List.of(new NewEvent(
                            AGGREGATE, id, 1, now, new ImpactProjectionRebuildRequested(principal.personId()))));
                    return id;
                },
                requestId -> Map.of("requestId", requestId));
    }
}
