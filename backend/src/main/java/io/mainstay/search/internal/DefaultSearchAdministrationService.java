package io.mainstay.search.internal;

import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.search.RebuildState;
import io.mainstay.search.SearchAdministrationService;
import io.mainstay.search.SearchDrift;
import io.mainstay.search.SearchStatus;
import org.springframework.stereotype.Service;

@Service
final class DefaultSearchAdministrationService implements SearchAdministrationService {

    private final SearchIndex index;
    private final Rebuilder rebuilder;
    private final DriftCheck drift;

    DefaultSearchAdministrationService(SearchIndex index, Rebuilder rebuilder, DriftCheck drift) {
        this.index = index;
        this.rebuilder = rebuilder;
        this.drift = drift;
    }

    @Override
    public SearchStatus status(Principal principal) {
        principal.require(Permission.PLATFORM_OPERATE);
        RebuildState rebuild = rebuilder.state();
        try {
            return new SearchStatus(true, index.live().orElse(null), rebuild);
        } catch (SearchIndexUnavailableException away) {
            return new SearchStatus(false, null, rebuild);
        }
    }

    @Override
    public RebuildState rebuild(Principal principal) {
        principal.require(Permission.PLATFORM_OPERATE);
        return rebuilder.request();
    }

    @Override
    public SearchDrift checkDrift(Principal principal) {
        principal.require(Permission.PLATFORM_OPERATE);
        try {
            return drift.run();
        } catch (SearchIndexUnavailableException away) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.CONFLICT, "The search engine is away or has no index yet. Try again later."));
        }
    }
}
