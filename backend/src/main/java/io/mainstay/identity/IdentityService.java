package io.mainstay.identity;

import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;

/** Use cases around people, teams and organisations; each checks what the principal may do. */
public interface IdentityService {

    /**
     * Brings everything in line with the identity provider now. Needs {@code identity.administer}.
     *
     * @throws IdentityProviderUnavailableException if the provider does not answer
     */
    SynchronisationReport synchronise(Principal principal);

    /**
     * Replaces what identifies a person by a pseudonym, for good. Needs {@code identity.administer}. The person must have
     * been deactivated by the identity provider first, which would otherwise bring the data back. What people wrote into
     * texts of records is not touched. Erasing again changes nothing.
     *
     * @throws io.mainstay.kernel.RefusedException NOT_FOUND, or CONFLICT while the person is active
     */
    PersonView erase(Principal principal, String personId);

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
