// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.CreateConfigurationItem;
import io.mainstay.cmdb.UpdateConfigurationItem;
import io.mainstay.identity.IdentityService;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The people, teams and organisations that commands name, as far as the principal may read them, read together however many
 * commands there are.
 */
public final class CommandReferences {

    private final Map<String, PersonView> people;
    private final Map<String, TeamView> teams;
    private final Map<String, OrganisationView> organisations;

    private CommandReferences(
            IdentityService identity,
            Principal principal,
            Stream<String> people,
            Stream<String> teams,
            Stream<String> organisations) {
        this.people = read(people, ids -> identity.peopleById(principal, ids));
        this.teams = read(teams, ids -> identity.teamsById(principal, ids));
        this.organisations = read(organisations, ids -> identity.organisationsById(principal, ids));
    }

    public static CommandReferences of(
            IdentityService identity, Principal principal, Collection<CreateConfigurationItem> commands) {
        return of(identity, principal, commands, List.of());
    }

    public static CommandReferences of(IdentityService identity, Principal principal, UpdateConfigurationItem command) {
        return of(identity, principal, List.of(), List.of(command));
    }

    public static CommandReferences of(
            IdentityService identity,
            Principal principal,
            Collection<CreateConfigurationItem> creations,
            Collection<UpdateConfigurationItem> updates) {
        return new CommandReferences(
                identity,
                principal,
                Stream.concat(
                        each(creations, command -> Stream.of(command.ownerId())),
                        each(updates, command -> Stream.of(command.ownerId().value()))),
                Stream.concat(
                        each(creations, command -> Stream.of(command.managedByTeamId(), command.supportTeamId())),
                        each(
                                updates,
                                command -> Stream.of(
                                        command.managedByTeamId().value(),
                                        command.supportTeamId().value()))),
                Stream.of(
                                each(creations, command -> Stream.of(command.organisationId())),
                                each(
                                        updates,
                                        command -> Stream.of(
                                                command.organisationId().value())),
                                creations.isEmpty() ? Stream.<String>of() : Stream.of(principal.organisationId()))
                        .flatMap(ids -> ids));
    }

    boolean isActivePerson(String id) {
        PersonView person = people.get(id);
        return person != null && person.active();
    }

    boolean isActiveTeam(String id) {
        TeamView team = teams.get(id);
        return team != null && team.active();
    }

    Optional<OrganisationView> activeOrganisation(String id) {
        return Optional.ofNullable(organisations.get(id)).filter(OrganisationView::active);
    }

    private static <C> Stream<String> each(Collection<C> commands, Function<C, Stream<@Nullable String>> ids) {
        return commands.stream().flatMap(ids).flatMap(CommandReferences::given);
    }

    private static Stream<String> given(@Nullable String... ids) {
        return Stream.of(ids).filter(Objects::nonNull).map(Objects::requireNonNull);
    }

    private static <T> Map<String, T> read(Stream<String> ids, Function<Collection<String>, Map<String, T>> views) {
        List<String> distinct = ids.filter(id -> !id.isEmpty()).distinct().toList();
        return distinct.isEmpty() ? Map.of() : views.apply(distinct);
    }
}
