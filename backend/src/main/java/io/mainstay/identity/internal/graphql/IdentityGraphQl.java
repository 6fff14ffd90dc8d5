// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal.graphql;

import io.mainstay.identity.GroupFilter;
import io.mainstay.identity.IdentityService;
import io.mainstay.identity.IdentityState;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.PersonFilter;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.platform.jobs.Job;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

@Controller
class IdentityGraphQl {

    private final IdentityService identity;

    IdentityGraphQl(IdentityService identity) {
        this.identity = identity;
    }

    @QueryMapping
    Connection<PersonView> people(
            @Argument @Nullable PersonFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        PersonFilter which = filter == null ? PersonFilter.NONE : filter;
        PageRequest page = PageRequest.of(first, after, which.toString());
        return Connection.of(identity.people(principal, which, page), () -> identity.countPeople(principal, which));
    }

    @QueryMapping
    Connection<TeamView> teams(
            @Argument @Nullable TeamFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        GroupFilter which = filter == null ? GroupFilter.NONE : filter.toGroupFilter();
        PageRequest page = PageRequest.of(first, after, which.scopeOfTeams());
        return Connection.of(identity.teams(principal, which, page), () -> identity.countTeams(principal, which));
    }

    @QueryMapping
    Connection<OrganisationView> organisations(
            @Argument @Nullable OrganisationFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        GroupFilter which = filter == null ? GroupFilter.NONE : filter.toGroupFilter();
        PageRequest page = PageRequest.of(first, after, which.scopeOfOrganisations());
        return Connection.of(
                identity.organisations(principal, which, page), () -> identity.countOrganisations(principal, which));
    }

    @QueryMapping("identity")
    IdentityState state(Principal principal) {
        return identity.state(principal);
    }

    @MutationMapping
    IdentitySynchronisePayload identitySynchronise(
            @Argument @Nullable Boolean confirmDeactivations, Principal principal) {
        return Payload.of(
                () -> new Synchronising(
                        identity.synchronise(principal, Boolean.TRUE.equals(confirmDeactivations)),
                        identity.state(principal)),
                IdentitySynchronisePayload::of);
    }

    @MutationMapping
    PersonErasePayload personErase(@Argument String id, Principal principal) {
        return Payload.of(() -> identity.erase(principal, id), PersonErasePayload::new);
    }

    record TeamFilter(
            @Nullable String text,
            @Nullable Boolean active,
            @Nullable String organisationId) {

        GroupFilter toGroupFilter() {
            return new GroupFilter(text, active, organisationId);
        }
    }

    record OrganisationFilter(
            @Nullable String text,
            @Nullable Boolean active,
            @Nullable String parentId) {

        GroupFilter toGroupFilter() {
            return new GroupFilter(text, active, parentId);
        }
    }

    private record Synchronising(Job job, IdentityState identity) {}

    record IdentitySynchronisePayload(
            @Nullable Job job, @Nullable IdentityState identity, List<UserError> userErrors) implements Payload {

        private static IdentitySynchronisePayload of(@Nullable Synchronising submitted, List<UserError> userErrors) {
            return submitted == null
                    ? new IdentitySynchronisePayload(null, null, userErrors)
                    : new IdentitySynchronisePayload(submitted.job(), submitted.identity(), userErrors);
        }
    }

    record PersonErasePayload(@Nullable PersonView person, List<UserError> userErrors) implements Payload {}
}
