// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.jobs.Job;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Use cases around people, teams and organisations; each checks what the principal may do. */
public interface IdentityService {

    /** How far what is known here can be relied on. Needs {@code identity.read}. */
    IdentityState state(Principal principal);

    /**
     * Has everything brought in line with the identity provider in the background. Asking again while that is being done
     * gives the same job. Needs {@code identity.administer}.
     *
     * @param confirmDeactivations whether as many may become inactive as are held now
     */
    Job synchronise(Principal principal, boolean confirmDeactivations);

    /**
     * Replaces what identifies a person by a pseudonym, for good. Needs {@code identity.administer}. The person must have
     * been deactivated by the identity provider first, which would otherwise bring the data back. What people wrote into
     * texts of records is not touched. Erasing again changes nothing.
     *
     * @throws io.mainstay.kernel.RefusedException NOT_FOUND, or CONFLICT while the person is active
     */
    PersonView erase(Principal principal, String personId);

    /** Those of the people whom the principal may read: those in reach with {@code identity.read}, otherwise oneself. */
    Map<String, PersonView> peopleById(Principal principal, Collection<String> ids);

    /**
     * The person in reach of the principal with the id, for an input that names one's deputy. Without {@code identity.read} too: who knows
     * the id of a colleague may name them, and is shown nobody else.
     */
    Optional<PersonView> colleague(Principal principal, String id);

    /** The same by an e-mail address, in lower case; empty if several have it. */
    Optional<PersonView> colleagueByEmail(Principal principal, String email);

    /** Those of the teams that the principal may read: all with {@code identity.read}, otherwise the own ones. */
    Map<String, TeamView> teamsById(Principal principal, Collection<String> ids);

    /** Those of the organisations that the principal may read: all with {@code identity.read}, otherwise the own one. */
    Map<String, OrganisationView> organisationsById(Principal principal, Collection<String> ids);

    /** A part of the people in reach of the principal, by name. Needs {@code identity.read}. */
    Page<PersonView> people(Principal principal, PersonFilter filter, PageRequest page);

    /** How many {@link #people} has in all. */
    int countPeople(Principal principal, PersonFilter filter);

    /** A part of the teams, by name. Needs {@code identity.read}; teams are no secret to those who have it. */
    Page<TeamView> teams(Principal principal, GroupFilter filter, PageRequest page);

    /** How many {@link #teams} has in all. */
    int countTeams(Principal principal, GroupFilter filter);

    /** A part of the organisations, by name. Needs {@code identity.read}; the tree is no secret to those who have it. */
    Page<OrganisationView> organisations(Principal principal, GroupFilter filter, PageRequest page);

    /** How many {@link #organisations} has in all. */
    int countOrganisations(Principal principal, GroupFilter filter);
}
