// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.identity.GroupFilter;
import io.mainstay.identity.IdentityService;
import io.mainstay.identity.IdentityState;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.PersonFilter;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.SystemClock;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.jobs.Job;
import io.mainstay.platform.jobs.Jobs;
import io.mainstay.platform.operations.OperatorLog;
import io.mainstay.platform.work.Locks;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

@Service
final class DefaultIdentityService implements IdentityService {

    private final IdentityStore store;
    private final IdentityViews views;
    private final IdentityTrail trail;
    private final SynchronisationRunner runner;
    private final SynchronisationJob job;
    private final Jobs jobs;
    private final UnitOfWork work;
    private final Locks locks;
    private final OperatorLog log;
    private final SystemClock clock;

    DefaultIdentityService(
            IdentityStore store,
            IdentityViews views,
            IdentityTrail trail,
            SynchronisationRunner runner,
            SynchronisationJob job,
            Jobs jobs,
            UnitOfWork work,
            Locks locks,
            OperatorLog log,
            SystemClock clock) {
        this.store = store;
        this.views = views;
        this.trail = trail;
        this.runner = runner;
        this.job = job;
        this.jobs = jobs;
        this.work = work;
        this.locks = locks;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public IdentityState state(Principal principal) {
        principal.require(Permission.IDENTITY_READ);
        return runner.state();
    }

    @Override
    public Job synchronise(Principal principal, boolean confirmDeactivations) {
        principal.require(Permission.IDENTITY_ADMINISTER);
        return log.run(
                principal,
                SynchronisationJob.KIND,
                () -> {
                    if (confirmDeactivations) {
                        store.confirmDeactivations();
                    }
                    return jobs.find(job.submit(principal.personId())).orElseThrow();
                },
                submitted ->
                        Map.of("jobId", submitted.id(), "confirmDeactivations", String.valueOf(confirmDeactivations)));
    }

    @Override
    public PersonView erase(Principal principal, String personId) {
        principal.require(Permission.IDENTITY_ADMINISTER);
        Instant now = clock.now();
        return work.writeRepeatably(() -> {
            State state = locks.lock("Person", personId, row -> new State(row.bool("active"), row.has("erasedAt")))
                    .orElseThrow(() -> RefusedException.notFound("Person", personId, "id"));
            if (state.active()) {
                throw new RefusedException(UserError.of(
                        UserErrorCode.CONFLICT,
                        "The person is active. Remove or disable the person in the identity provider and synchronise"
                                + " first.",
                        "id"));
            }
            if (!state.erased()) {
                int revision = store.erase(personId, pseudonym(personId), now);
                IdentityEdit change =
                        new IdentityEdit(personId, revision, List.of(FieldChange.of("erased", false, true)));
                trail.append("Person", "person.erase", principal.personId(), List.of(change), now);
            }
            return store.people(List.of(personId)).getFirst();
        });
    }

    @Override
    public Map<String, PersonView> peopleById(Principal principal, Collection<String> ids) {
        if (!principal.may(Permission.IDENTITY_READ)) {
            return views.people(intersection(ids, Set.of(principal.personId())));
        }
        return work.read(() -> store.peopleInReach(principal.visibility(), ids)).stream()
                .collect(Collectors.toMap(PersonView::id, Function.identity()));
    }

    @Override
    public Optional<PersonView> colleague(Principal principal, String id) {
        return only(work.read(() -> store.peopleInReach(principal.visibility(), List.of(id))));
    }

    @Override
    public Optional<PersonView> colleagueByEmail(Principal principal, String email) {
        return only(
                work.read(() -> store.peopleInReachWithEmail(principal.visibility(), email.toLowerCase(Locale.ROOT))));
    }

    private static Optional<PersonView> only(List<PersonView> people) {
        return people.size() == 1 ? Optional.of(people.getFirst()) : Optional.empty();
    }

    @Override
    public Map<String, TeamView> teamsById(Principal principal, Collection<String> ids) {
        return views.teams(principal.may(Permission.IDENTITY_READ) ? ids : intersection(ids, principal.teamIds()));
    }

    @Override
    public Map<String, OrganisationView> organisationsById(Principal principal, Collection<String> ids) {
        return views.organisations(
                principal.may(Permission.IDENTITY_READ) ? ids : intersection(ids, Set.of(principal.organisationId())));
    }

    private static List<String> intersection(Collection<String> ids, Set<String> allowed) {
        return ids.stream().filter(allowed::contains).toList();
    }

    @Override
    public Page<PersonView> people(Principal principal, PersonFilter filter, PageRequest page) {
        principal.require(Permission.IDENTITY_READ);
        return work.read(() -> store.people(principal.visibility(), filter, page));
    }

    @Override
    public int countPeople(Principal principal, PersonFilter filter) {
        principal.require(Permission.IDENTITY_READ);
        return work.read(() -> store.countPeople(principal.visibility(), filter));
    }

    @Override
    public Page<TeamView> teams(Principal principal, GroupFilter filter, PageRequest page) {
        principal.require(Permission.IDENTITY_READ);
        return work.read(() -> store.teams(filter, page));
    }

    @Override
    public int countTeams(Principal principal, GroupFilter filter) {
        principal.require(Permission.IDENTITY_READ);
        return work.read(() -> store.countTeams(filter));
    }

    @Override
    public Page<OrganisationView> organisations(Principal principal, GroupFilter filter, PageRequest page) {
        principal.require(Permission.IDENTITY_READ);
        return work.read(() -> store.organisations(filter, page));
    }

    @Override
    public int countOrganisations(Principal principal, GroupFilter filter) {
        principal.require(Permission.IDENTITY_READ);
        return work.read(() -> store.countOrganisations(filter));
    }

    // Tells people apart in a record's history without telling who they were.
    private static String pseudonym(String personId) {
        return "Erased person " + personId.substring(personId.length() - 6);
    }

    private record State(boolean active, boolean erased) {}
}
