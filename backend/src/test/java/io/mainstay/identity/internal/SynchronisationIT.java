// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.identity.GroupFilter;
import io.mainstay.identity.IdentityService;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonFilter;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.SynchronisationReport;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.ForbiddenException;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.RolePermissions;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.IntegrationTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;

/** Against a real Keycloak, with people and groups of its own beside the realm's. */
@IntegrationTest
class SynchronisationIT {

    private static final PageRequest PAGE = new PageRequest(100, null);

    @Autowired
    private IdentityService identity;

    @Autowired
    private IdentityViews views;

    @Autowired
    private SynchronisationRunner runner;

    @Autowired
    private IdentityStore store;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private Driver driver;

    private final String prefix = "it-" + Ids.next().substring(24);
    private final KeycloakRealm realm = new KeycloakRealm();
    private String holding = "";
    private String retail = "";
    private String network = "";
    private String anna = "";

    @BeforeEach
    void fillRealm() {
        holding = realm.group(prefix + "-holding", GroupKind.ORGANISATION);
        retail = realm.subgroup(holding, prefix + "-retail", GroupKind.ORGANISATION);
        network = realm.subgroup(holding, prefix + "-network", GroupKind.TEAM);
        anna = realm.person(prefix + "-anna", "Anna", prefix + " Berg");
        realm.join(anna, holding);
        realm.join(anna, retail);
        realm.join(anna, network);
        synchronise();
    }

    @AfterEach
    void tidyRealm() {
        realm.close();
    }

    @Test
    void shouldKnowPeopleTeamsAndOrganisationsBeforeAnyoneHasSignedIn() {
        assertThat(views.person(anna))
                .contains(new PersonView(
                        anna,
                        "Anna " + prefix + " Berg",
                        prefix + "-anna",
                        prefix + "-anna@identity.example",
                        true,
                        false,
                        retail));
        assertThat(views.team(network))
                .contains(new TeamView(
                        network, prefix + "-network", "/" + prefix + "-holding/" + prefix + "-network", true, holding));
        assertThat(views.organisation(retail).orElseThrow().parentId()).isEqualTo(holding);
        assertThat(views.isMember(anna, network)).isTrue();
        assertThat(views.isActiveTeam(network)).isTrue();
        assertThat(views.isActivePerson(anna)).isTrue();
        assertThat(views.isActiveOrganisation(holding)).isTrue();
    }

    @Test
    void shouldKnowTheWholeTreeAroundAPerson() {
        PersonPlace place = work.read(() -> store.place(anna)).orElseThrow();

        assertThat(place.organisationsBelow()).containsExactlyInAnyOrder(holding, retail);
        assertThat(place.organisationsAbove()).containsExactlyInAnyOrder(holding, retail);
        assertThat(place.teamIds()).containsExactly(network);

        realm.leave(anna, holding);
        synchronise();

        place = work.read(() -> store.place(anna)).orElseThrow();
        assertThat(place.organisationsBelow()).containsExactly(retail);
        assertThat(place.organisationsAbove()).containsExactlyInAnyOrder(holding, retail);
    }

    @Test
    void shouldWriteNothingWhenNothingHasChanged() {
        assertThat(synchronise().changedAnything()).isFalse();
    }

    @Test
    void shouldFollowChangesOfMembershipAndNames() {
        realm.leave(anna, network);
        realm.rename(network, prefix + "-networks");

        SynchronisationReport report = synchronise();

        assertThat(report.peopleChanged()).isEqualTo(1);
        assertThat(report.teamsChanged()).isEqualTo(1);
        assertThat(views.isMember(anna, network)).isFalse();
        assertThat(views.team(network).orElseThrow().name()).isEqualTo(prefix + "-networks");
        assertThat(history(anna).getFirst().fields())
                .extracting(HistoryEntry.Value::field)
                .containsExactly("teamIds");
    }

    @Test
    void shouldFollowTheClearanceThatTheRealmGives() {
        assertThat(views.clearances(List.of(anna))).containsEntry(anna, Confidentiality.PUBLIC_INTERNAL);

        realm.clear(anna, "TOP_SECRET");
        assertThat(synchronise().peopleChanged()).isEqualTo(1);

        assertThat(views.clearances(List.of(anna))).containsEntry(anna, Confidentiality.TOP_SECRET);
        assertThat(history(anna).getFirst().fields())
                .singleElement()
                .isEqualTo(new HistoryEntry.Value("clearance", "PUBLIC_INTERNAL", "TOP_SECRET", false));
    }

    /** The realm fills the claim from a person's groups when the person has no such attribute. */
    @Test
    void shouldKeepTheClearanceThatTokensHaveAlsoWhenAGroupGivesIt() {
        assertSameClearance(Confidentiality.PUBLIC_INTERNAL);

        realm.clearGroup(holding, "SECRET");
        realm.leave(anna, holding);
        assertSameClearance(Confidentiality.SECRET);

        String folder = realm.folder(prefix + "-cleared");
        realm.clearGroup(holding, null);
        realm.clearGroup(folder, "TOP_SECRET");
        realm.join(anna, folder);
        assertSameClearance(Confidentiality.TOP_SECRET);

        realm.clear(anna, "CONFIDENTIAL");
        assertSameClearance(Confidentiality.CONFIDENTIAL);
    }

    private void assertSameClearance(Confidentiality expected) {
        synchronise();
        assertThat(Confidentiality.ofClearance(realm.clearanceInTokens(anna))).isEqualTo(expected);
        assertThat(views.clearances(List.of(anna))).containsEntry(anna, expected);
    }

    @Test
    void shouldDeactivateARemovedPersonAndKeepTheRecord() {
        realm.remove(anna);

        assertThat(synchronise().peopleDeactivated()).isEqualTo(1);

        PersonView person = views.person(anna).orElseThrow();
        assertThat(person.active()).isFalse();
        assertThat(person.displayName()).startsWith("Anna");
        assertThat(views.isActivePerson(anna)).isFalse();
    }

    @Test
    void shouldTellOfWhatItEntersChangesAndDeactivates() {
        assertThat(events(anna)).containsExactly("person.created.v1");
        assertThat(events(network)).containsExactly("team.created.v1");
        assertThat(events(retail)).containsExactly("organisation.created.v1");

        realm.leave(anna, network);
        realm.rename(network, prefix + "-networks");
        synchronise();
        realm.remove(anna);
        realm.removeGroup(network);
        synchronise();

        assertThat(events(anna)).containsExactly("person.created.v1", "person.updated.v1", "person.deactivated.v1");
        assertThat(events(network)).containsExactly("team.created.v1", "team.updated.v1", "team.deactivated.v1");
    }

    private List<String> events(String id) {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (e:OutboxEvent) WHERE e.payload CONTAINS $id RETURN e.type AS type ORDER BY e.id",
                            Map.of("id", id))
                    .list(row -> row.get("type").asString());
        }
    }

    @Test
    void shouldDeactivateADisabledPersonAndAdmitAnEnabledOneAgain() {
        realm.enable(anna, false);
        assertThat(synchronise().peopleDeactivated()).isEqualTo(1);
        assertThat(views.isActivePerson(anna)).isFalse();

        realm.enable(anna, true);
        synchronise();
        assertThat(views.isActivePerson(anna)).isTrue();
    }

    @Test
    void shouldDeactivateARemovedTeam() {
        realm.removeGroup(network);
        synchronise();

        assertThat(views.team(network).orElseThrow().active()).isFalse();
        assertThat(work.read(() -> store.place(anna)).orElseThrow().teamIds()).isEmpty();
    }

    @Test
    void shouldChainAnAuditEntryForEachRevision() {
        realm.enable(anna, false);
        synchronise();
        realm.enable(anna, true);
        synchronise();

        assertThat(history(anna)).extracting(HistoryEntry::revision).containsExactly(3, 2, 1);
        assertThat(history(anna).getLast().fields())
                .filteredOn(value -> value.field().equals("email"))
                .singleElement()
                .returns(true, HistoryEntry.Value::hidden);
    }

    @Test
    void shouldListPeopleByTextOrganisationAndTeamInReachOfTheReader() {
        Principal reader = reader(Set.of(retail), false);

        assertThat(people(reader, new PersonFilter(prefix.toUpperCase(Locale.ROOT), true, retail, network)))
                .containsExactly(anna);
        assertThat(people(reader, new PersonFilter(prefix, false, null, null))).isEmpty();
        assertThat(people(reader(Set.of(holding), false), new PersonFilter(prefix, null, null, null)))
                .isEmpty();
        assertThat(people(reader(Set.of(), true), new PersonFilter(prefix, null, null, null)))
                .containsExactly(anna);
        assertThat(identity.countPeople(reader, new PersonFilter(prefix, null, null, null)))
                .isEqualTo(1);
        assertThat(identity.teams(reader, new GroupFilter(prefix, true, holding), PAGE)
                        .nodes())
                .extracting(TeamView::id)
                .containsExactly(network);
        assertThat(identity.organisations(reader, new GroupFilter(prefix, null, null), PAGE)
                        .nodes())
                .hasSize(2);
    }

    @Test
    void shouldPageThroughPeopleWithoutGapOrRepetition() {
        List<String> others = List.of(
                realm.person(prefix + "-b", "B", prefix),
                realm.person(prefix + "-c", "C", prefix),
                realm.person(prefix + "-d", "D", prefix));
        synchronise();
        PersonFilter filter = new PersonFilter(prefix, null, null, null);
        Principal reader = reader(Set.of(), true);

        var first = identity.people(reader, filter, PageRequest.of(3, null, filter.toString()));
        assertThat(first.hasNext()).isTrue();
        String after = first.items().getLast().cursor().encode();
        var second = identity.people(reader, filter, PageRequest.of(3, after, filter.toString()));

        assertThat(second.hasNext()).isFalse();
        assertThat(first.nodes()).extracting(PersonView::id).containsExactly(anna, others.get(0), others.get(1));
        assertThat(second.nodes()).extracting(PersonView::id).containsExactly(others.get(2));
    }

    @Test
    void shouldEraseAnInactivePersonForGood() {
        assertThatThrownBy(() -> identity.erase(Principal.SYSTEM, anna))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused ->
                                assertThat(refused.errors().getFirst().code()).isEqualTo(UserErrorCode.CONFLICT));
        realm.enable(anna, false);
        synchronise();

        PersonView erased = identity.erase(Principal.SYSTEM, anna);
        assertThat(erased.displayName()).startsWith("Erased person").doesNotContain("Anna");
        assertThat(erased.username()).isNull();
        assertThat(erased.email()).isNull();

        realm.enable(anna, true);
        synchronise();

        assertThat(views.person(anna)).contains(erased);
        assertThat(history(anna).getFirst().action()).isEqualTo("person.erase");
        assertThat(history(anna))
                .flatExtracting(HistoryEntry::fields)
                .extracting(HistoryEntry.Value::after)
                .noneMatch(value -> value != null && value.contains(prefix));
        assertThat(people(reader(Set.of(), true), new PersonFilter("anna", null, null, null)))
                .doesNotContain(anna);
    }

    @Test
    void shouldRefuseThoseWithoutThePermissionAndPeopleWhoDoNotExist() {
        Principal agent = reader(Set.of(), false);

        assertThatThrownBy(() -> identity.synchronise(agent, false)).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> identity.erase(agent, anna)).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> identity.erase(Principal.SYSTEM, network))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused ->
                                assertThat(refused.errors().getFirst().code()).isEqualTo(UserErrorCode.NOT_FOUND));
        Principal requester = new Principal(
                "x",
                "X",
                "",
                Set.of(),
                Set.of(Role.REQUESTER),
                RolePermissions.of(Role.REQUESTER),
                Visibility.everything("x"));
        assertThat(requester.may(Permission.IDENTITY_READ)).isFalse();
        assertThatThrownBy(() -> identity.people(requester, PersonFilter.NONE, PAGE))
                .isInstanceOf(ForbiddenException.class);
    }

    private SynchronisationReport synchronise() {
        return runner.runIf(_ -> true).orElseThrow();
    }

    private List<HistoryEntry> history(String id) {
        return trail.history(Principal.SYSTEM, List.of(id), PAGE).get(id).nodes();
    }

    private List<String> people(Principal reader, PersonFilter filter) {
        return identity.people(reader, filter, PAGE).nodes().stream()
                .map(PersonView::id)
                .toList();
    }

    private static Principal reader(Set<String> organisations, boolean everything) {
        return new Principal(
                "reader",
                "Reader",
                "",
                Set.of(),
                Set.of(Role.AGENT),
                RolePermissions.of(Role.AGENT),
                new Visibility(everything, organisations, Set.of(), "reader", Confidentiality.CONFIDENTIAL, false));
    }
}
