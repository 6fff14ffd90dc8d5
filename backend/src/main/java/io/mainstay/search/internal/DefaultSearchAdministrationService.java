// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.jobs.Job;
import io.mainstay.platform.jobs.Jobs;
import io.mainstay.platform.operations.OperatorLog;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.search.RebuildState;
import io.mainstay.search.SearchAdministrationService;
import io.mainstay.search.SearchDrift;
import io.mainstay.search.SearchStatus;
import java.util.Map;
import org.springframework.stereotype.Service;

@Service
final class DefaultSearchAdministrationService implements SearchAdministrationService {

    private final SearchIndex index;
    private final Rebuilder rebuilder;
    private final SearchRepairJob repair;
    private final Jobs jobs;
    private final RebuildStore store;
    private final UnitOfWork work;
    private final OperatorLog log;

    DefaultSearchAdministrationService(
            SearchIndex index,
            Rebuilder rebuilder,
            SearchRepairJob repair,
            Jobs jobs,
            RebuildStore store,
            UnitOfWork work,
            OperatorLog log) {
        this.index = index;
        this.rebuilder = rebuilder;
        this.repair = repair;
        this.jobs = jobs;
        this.store = store;
        this.work = work;
        this.log = log;
    }

    @Override
    public SearchStatus status(Principal principal) {
        principal.require(Permission.PLATFORM_OPERATE);
        RebuildState rebuild = rebuilder.state();
        SearchDrift drift = work.read(store::drift).orElse(null);
        try {
            return new SearchStatus(true, index.live().orElse(null), rebuild, drift);
        } catch (SearchIndexUnavailableException away) {
            return new SearchStatus(false, null, rebuild, drift);
        }
    }

    @Override
    public RebuildState rebuild(Principal principal) {
        principal.require(Permission.PLATFORM_OPERATE);
        RebuildState requested = log.run(principal, "search.rebuild", rebuilder::request, _ -> Map.of());
        rebuilder.wake();
        return requested;
    }

    @Override
    public Job repair(Principal principal) {
        principal.require(Permission.PLATFORM_OPERATE);
        if (!hasIndex()) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.CONFLICT, "The search engine is away or has no index yet. Try again later."));
        }
        return log.run(
                principal,
                "search.repair",
                () -> jobs.find(repair.submit(principal.personId())).orElseThrow(),
                job -> Map.of("jobId", job.id()));
    }

    private boolean hasIndex() {
        try {
            return index.live().isPresent();
        } catch (SearchIndexUnavailableException away) {
            return false;
        }
    }
}
