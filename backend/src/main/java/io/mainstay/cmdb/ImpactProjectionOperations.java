package io.mainstay.cmdb;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.outbox.NewEvent;
import io.mainstay.platform.outbox.Outbox;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** For those who look after the installation: the impact projection of every replica. */
@Service
public final class ImpactProjectionOperations {

    private static final Logger LOG = LoggerFactory.getLogger(ImpactProjectionOperations.class);
    private static final String AGGREGATE = "ImpactProjection";

    private final Outbox outbox;
    private final UnitOfWork work;
    private final SystemClock clock;

    ImpactProjectionOperations(Outbox outbox, UnitOfWork work, SystemClock clock) {
        this.outbox = outbox;
        this.work = work;
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
        work.writeRepeatably(() -> outbox.append(List.of(
                new NewEvent(AGGREGATE, id, 1, now, new ImpactProjectionRebuildRequested(principal.personId())))));
        LOG.info("{} has the impact projections built anew", principal.personId());
        return id;
    }
}
