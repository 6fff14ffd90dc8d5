// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationSettings;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.platform.work.UnitOfWork;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

@Component
final class DefaultIdentityViews implements IdentityViews {

    private final IdentityStore store;
    private final UnitOfWork work;

    DefaultIdentityViews(IdentityStore store, UnitOfWork work) {
        this.store = store;
        this.work = work;
    }

    @Override
    public Map<String, PersonView> people(Collection<String> ids) {
        return byId(ids, store::people, PersonView::id);
    }

    @Override
    public Map<String, TeamView> teams(Collection<String> ids) {
        return byId(ids, store::teams, TeamView::id);
    }

    @Override
    public Map<String, OrganisationView> organisations(Collection<String> ids) {
        return byId(ids, store::organisations, OrganisationView::id);
    }

    @Override
    public Map<String, OrganisationSettings> organisationSettings(Collection<String> organisationIds) {
        return organisationIds.isEmpty() ? Map.of() : work.read(() -> store.settings(organisationIds));
    }

    @Override
    public Optional<String> activeTeamWithPath(String path) {
        return work.read(() -> store.activeTeam(path));
    }

    @Override
    public Map<String, List<TeamView>> teamsOf(Collection<String> personIds) {
        return work.read(() -> store.teamsOf(personIds));
    }

    @Override
    public boolean isMember(String personId, String teamId) {
        return work.read(() -> store.isMember(personId, teamId));
    }

    @Override
    public Map<String, Confidentiality> clearances(Collection<String> personIds) {
        if (personIds.isEmpty()) {
            return Map.of();
        }
        Map<String, Confidentiality> known = work.read(() -> store.clearances(personIds));
        return personIds.stream()
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(), id -> known.getOrDefault(id, Confidentiality.PUBLIC_INTERNAL)));
    }

    private <T> Map<String, T> byId(
            Collection<String> ids, Function<Collection<String>, List<T>> read, Function<T, String> id) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return work.read(() -> read.apply(ids)).stream().collect(Collectors.toMap(id, Function.identity()));
    }
}
