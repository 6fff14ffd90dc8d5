// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.identity.GroupFilter;
import io.mainstay.identity.IdentityState;
import io.mainstay.identity.OrganisationSettings;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.PersonFilter;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.SynchronisationReport;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The people, teams and organisations in the graph. */
public interface IdentityStore {

    /** Where the person belongs; empty if nobody has this id. */
    Optional<PersonPlace> place(String personId);

    /**
     * Creates a person whom nobody knew, as the token describes it; changes nothing if the person is known.
     *
     * @param groupPaths paths of groups of which the token says that the person is a member; unknown ones are ignored
     * @param clearance the highest confidentiality that the person may read, as the token has it
     * @return whether the person was not known
     */
    boolean createOnFirstSight(
            String personId,
            String username,
            String displayName,
            @Nullable String email,
            List<String> groupPaths,
            Confidentiality clearance,
            Instant now);

    /** The stored organisations or teams, by id. */
    Map<String, StoredIdentity> storedGroups(GroupKind kind);

    /** The stored ones of these people, by id. */
    Map<String, StoredIdentity> storedPeople(Collection<String> ids);

    /**
     * The ids of active people in an order of their own.
     *
     * @param after the last id of the previous part; empty for the first
     */
    List<String> activePeople(String after, int limit);

    /**
     * Upserts organisations or teams.
     *
     * @param groups of the one kind, each after the one above it, or with that one stored already
     * @return those that differed from what was stored
     */
    List<IdentityEdit> upsertGroups(GroupKind kind, List<GroupRow> groups, Instant now);

    /**
     * Upserts people; those who are erased stay as they are.
     *
     * @return those who differed from what was stored
     */
    List<IdentityEdit> upsertPeople(List<PersonRow> people, Instant now);

    /**
     * Marks people, teams or organisations as inactive.
     *
     * @return those that were active
     */
    List<IdentityEdit> deactivate(Collection<String> ids, Instant now);

    /**
     * Replaces what identifies an inactive person by a pseudonym, under the person's lock.
     *
     * @return the person's new revision
     */
    int erase(String personId, String pseudonym, Instant now);

    List<PersonView> people(Collection<String> ids);

    List<TeamView> teams(Collection<String> ids);

    List<OrganisationView> organisations(Collection<String> ids);

    boolean isMember(String personId, String teamId);

    /** The clearances of people by id; somebody whose clearance is not known is absent. */
    Map<String, Confidentiality> clearances(Collection<String> personIds);

    /** Those of the people who are in reach of a reader. */
    List<PersonView> peopleInReach(Visibility visibility, Collection<String> ids);

    /** Those who are in reach of a reader and have the e-mail address, two at most. */
    List<PersonView> peopleInReachWithEmail(Visibility visibility, String email);

    Page<PersonView> people(Visibility visibility, PersonFilter filter, PageRequest page);

    int countPeople(Visibility visibility, PersonFilter filter);

    Page<TeamView> teams(GroupFilter filter, PageRequest page);

    int countTeams(GroupFilter filter);

    Page<OrganisationView> organisations(GroupFilter filter, PageRequest page);

    int countOrganisations(GroupFilter filter);

    /** The teams of each person, by the person's id. */
    Map<String, List<TeamView>> teamsOf(Collection<String> personIds);

    /** What was set for an organisation itself, under its lock. */
    Optional<OwnSettings> lockOrganisation(String id);

    /** Writes what was set for an organisation whose lock is held. */
    void configure(String id, OwnSettings settings);

    /** What holds for organisations, set for them or inherited, by their ids. */
    Map<String, OrganisationSettings> settings(Collection<String> organisationIds);

    /** The active team with a path. */
    Optional<String> activeTeam(String path);

    /** How synchronisation with the identity provider stands. */
    IdentityState synchronisationState();

    /** Saves what a synchronisation did. */
    void save(SynchronisationReport report);

    /** Saves that a synchronisation failed. */
    void saveSynchronisationFailure(Instant failedAt);

    /** Keeps that a synchronisation was stopped because it would make so many inactive. */
    void holdDeactivations(Deactivations held, Instant now);

    /** Lets the next synchronisation make as many inactive as are held now; does nothing if none are. */
    void confirmDeactivations();

    /** How many may become inactive because somebody has confirmed it. */
    Deactivations confirmedDeactivations();

    /** How many people are active. */
    int countActivePeople();

    /** What was set for an organisation itself. */
    record OwnSettings(
            int version,
            int revision,
            @Nullable String serviceDeskTeamId,
            @Nullable String customerClass) {

        OwnSettings withServiceDesk(@Nullable String teamId) {
            return new OwnSettings(version, revision, teamId, customerClass);
        }

        OwnSettings withCustomerClass(@Nullable String code) {
            return new OwnSettings(version, revision, serviceDeskTeamId, code);
        }

        OwnSettings next() {
            return new OwnSettings(version + 1, revision + 1, serviceDeskTeamId, customerClass);
        }
    }

    /** What is needed to see whether the provider's data differ from what is stored. */
    record StoredIdentity(
            String id,
            boolean active,
            boolean erased,
            @Nullable String fingerprint) {}
}
