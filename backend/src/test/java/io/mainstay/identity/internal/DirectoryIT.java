// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.security.DirectoryPerson;
import io.mainstay.platform.security.TokenIdentity;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestIssuer;
import io.mainstay.support.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What a request's person may see because of where the person belongs. */
@IntegrationTest
class DirectoryIT {

    private static final String HOLDING = "00000000-0000-4000-8000-0000000000a0";
    private static final String RETAIL = "00000000-0000-4000-8000-0000000000a1";
    private static final String SHOPS = "00000000-0000-4000-8000-0000000000a2";
    private static final String LOGISTICS = "00000000-0000-4000-8000-0000000000a3";
    private static final String NETWORK = "00000000-0000-4000-8000-0000000000b0";

    @Autowired
    private GraphDirectory directory;

    @Autowired
    private IdentityStore store;

    @Autowired
    private IdentityViews views;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private SystemClock clock;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private GraphQlClient client;

    @BeforeEach
    void fillGraph() {
        work.writeRepeatably(() -> {
            store.upsertGroups(
                    GroupKind.ORGANISATION,
                    List.of(
                            organisation(HOLDING, "/holding", null),
                            organisation(RETAIL, "/holding/retail", HOLDING),
                            organisation(SHOPS, "/holding/retail/shops", RETAIL),
                            organisation(LOGISTICS, "/holding/logistics", HOLDING)),
                    clock.now());
            return store.upsertGroups(
                    GroupKind.TEAM,
                    List.of(new GroupRow(GroupKind.TEAM, NETWORK, "network", "/holding/network", HOLDING)),
                    clock.now());
        });
    }

    @Test
    void shouldShowStaffTheirOrganisationAndAllBelow() {
        DirectoryPerson agent = directory.person(token(Ids.next(), Role.AGENT, "/holding/retail"));

        assertThat(agent.organisationId()).isEqualTo(RETAIL);
        assertThat(agent.visibleOrganisationIds()).containsExactlyInAnyOrder(RETAIL, SHOPS);
    }

    @Test
    void shouldOfferRequestersWhatTheirOrganisationAndAllAboveOffer() {
        DirectoryPerson requester = directory.person(token(Ids.next(), Role.REQUESTER, "/holding/retail"));

        assertThat(requester.visibleOrganisationIds()).containsExactlyInAnyOrder(RETAIL, HOLDING);
    }

    @Test
    void shouldPlaceSomebodyNewByTheGroupsOfTheTokenAndIgnoreUnknownOnes() {
        String id = Ids.next();

        DirectoryPerson person = directory.person(
                token(id, Role.AGENT, "/holding", "/holding/retail/shops", "/holding/network", "/nowhere"));

        assertThat(person.organisationId()).isEqualTo(SHOPS);
        assertThat(person.teamIds()).containsExactly(NETWORK);
        assertThat(person.visibleOrganisationIds()).containsExactlyInAnyOrder(HOLDING, RETAIL, SHOPS, LOGISTICS);
        assertThat(views.person(id).orElseThrow()).returns("somebody", PersonView::username);
        assertThat(trail.history(Principal.SYSTEM, List.of(id), new PageRequest(10, null))
                        .get(id)
                        .nodes())
                .extracting(HistoryEntry::action)
                .containsExactly("person.first-seen");
    }

    @Test
    void shouldKeepTheClearanceOfTheTokenOfSomebodyNewAndCountOneThatIsUnknownAsTheLowest() {
        String known = Ids.next();
        String unknown = Ids.next();
        directory.person(token(known, Role.AGENT, "/holding"));

        assertThat(views.clearances(List.of(known, unknown)))
                .containsOnly(
                        Map.entry(known, Confidentiality.CONFIDENTIAL),
                        Map.entry(unknown, Confidentiality.PUBLIC_INTERNAL));
    }

    @Test
    void shouldEnterSomebodyNewOnceWhenSeveralRequestsComeAtOnce() throws Exception {
        String id = Ids.next();
        List<Callable<DirectoryPerson>> requests = new ArrayList<>();
        for (int request = 0; request < 12; request++) {
            requests.add(() -> directory.person(token(id, Role.AGENT, "/holding/retail", "/holding/network")));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<DirectoryPerson> answer : threads.invokeAll(requests)) {
                assertThat(answer.get().organisationId()).isEqualTo(RETAIL);
            }
        }

        assertThat(trail.history(Principal.SYSTEM, List.of(id), new PageRequest(10, null))
                        .get(id)
                        .nodes())
                .hasSize(1);
    }

    @Test
    void shouldRefuseADeactivatedPersonAtOnce() {
        String id = Ids.next();
        String token = TestTokens.as(Role.AGENT).token(TestIssuer.shared(), claims -> claims.subject(id));
        assertThat(viewer(token).text("viewer.id")).isEqualTo(id);

        work.writeRepeatably(() -> store.deactivate(List.of(id), clock.now()));

        assertThat(viewer(token).status()).isEqualTo(401);
    }

    @Test
    void shouldCloseTheSocketsOfADeactivatedPersonWhoDoesNothing() {
        String id = Ids.next();
        String token = TestTokens.as(Role.AGENT).token(TestIssuer.shared(), claims -> claims.subject(id));
        String other = TestTokens.as(Role.AGENT).token(TestIssuer.shared(), claims -> claims.subject(Ids.next()));
        try (GraphQlSocket socket = open(token);
                GraphQlSocket others = open(other)) {
            work.writeRepeatably(() -> store.deactivate(List.of(id), clock.now()));

            assertThat(socket.closeCode()).isEqualTo(4403);
            assertThat(others.isClosed()).isFalse();
        }
    }

    @Test
    void shouldAnswerNothingMoreToADeactivatedPersonOverAnOpenSocket() {
        String id = Ids.next();
        String token = TestTokens.as(Role.ADMINISTRATOR).token(TestIssuer.shared(), claims -> claims.subject(id));
        try (GraphQlSocket socket = open(token)) {
            socket.subscribe("1", "{ viewer { id } }");
            assertThat(socket.next().at("/payload/data/viewer/id").asString()).isEqualTo(id);
            assertThat(socket.next().path("type").asString()).isEqualTo("complete");
            work.writeRepeatably(() -> store.deactivate(List.of(id), clock.now()));

            socket.subscribe("2", "{ viewer { id } }");

            assertThat(socket.closeCode()).isEqualTo(4403);
            assertThat(socket.isQuiet()).isTrue();
        }
    }

    @Test
    void shouldKnowTheTeamsOfNowOverAnOpenSocket() {
        String id = Ids.next();
        directory.person(token(id, Role.AGENT, "/holding/retail", "/holding/network"));
        String token = TestTokens.as(Role.AGENT).token(TestIssuer.shared(), claims -> claims.subject(id));
        try (GraphQlSocket socket = open(token)) {
            assertThat(teams(socket, "1").path(0).path("name").asString()).isEqualTo("network");

            PersonRow left = new PersonRow(
                    id,
                    "somebody",
                    "Some Body",
                    null,
                    true,
                    RETAIL,
                    List.of(RETAIL),
                    List.of(),
                    Confidentiality.PUBLIC_INTERNAL);
            work.writeRepeatably(() -> store.upsertPeople(List.of(left), clock.now()));

            assertThat(teams(socket, "2")).isEmpty();
        }
    }

    @Test
    void shouldTellWhichPeopleWereDeactivated() {
        String active = Ids.next();
        String gone = Ids.next();
        for (String id : List.of(active, gone)) {
            directory.person(token(id, Role.AGENT, "/holding/retail"));
        }
        work.writeRepeatably(() -> store.deactivate(List.of(gone), clock.now()));

        assertThat(directory.among(List.of(active, gone, Ids.next()))).containsExactly(gone);
    }

    /** With the token that the person has: Keycloak makes the next one minutes later. */
    @Test
    void shouldTellTheClearanceOfNow() {
        String id = Ids.next();
        TokenIdentity token = token(id, Role.AGENT, "/holding/retail");
        assertThat(directory.person(token).clearance()).isEqualTo(Confidentiality.CONFIDENTIAL);

        PersonRow lowered = new PersonRow(
                id,
                "somebody",
                "Some Body",
                null,
                true,
                RETAIL,
                List.of(RETAIL),
                List.of(),
                Confidentiality.PUBLIC_INTERNAL);
        work.writeRepeatably(() -> store.upsertPeople(List.of(lowered), clock.now()));

        assertThat(directory.person(token).clearance()).isEqualTo(Confidentiality.PUBLIC_INTERNAL);
    }

    @Test
    void shouldTellTheViewerOrganisationAndTeams() {
        String id = Ids.next();
        directory.person(token(id, Role.AGENT, "/holding/retail", "/holding/network"));
        String token = TestTokens.as(Role.AGENT).token(TestIssuer.shared(), claims -> claims.subject(id));

        GraphQlAnswer answer = client.execute(
                        token,
                        "{ viewer { id person { displayName email organisation { name } } organisation { name parent { name } }"
                                + " teams { name organisation { name } } } }")
                .withoutErrors();

        assertThat(answer.text("viewer.person.displayName")).isEqualTo("Some Body");
        assertThat(answer.text("viewer.person.email")).isEqualTo("somebody@identity.example");
        assertThat(answer.text("viewer.organisation.name")).isEqualTo("retail");
        assertThat(answer.text("viewer.organisation.parent.name")).isEqualTo("holding");
        assertThat(answer.text("viewer.teams.0.name")).isEqualTo("network");
    }

    private GraphQlSocket open(String token) {
        GraphQlSocket socket = GraphQlSocket.open(client.uri("/graphql/ws")).init(token);
        assertThat(socket.next().path("type").asString()).isEqualTo("connection_ack");
        return socket;
    }

    private static JsonNode teams(GraphQlSocket socket, String operation) {
        socket.subscribe(operation, "{ viewer { teams { name } } }");
        JsonNode teams = socket.next().at("/payload/data/viewer/teams");
        assertThat(teams.isArray()).isTrue();
        assertThat(socket.next().path("type").asString()).isEqualTo("complete");
        return teams;
    }

    private GraphQlAnswer viewer(String token) {
        return client.execute(token, "{ viewer { id } }");
    }

    private static GroupRow organisation(String id, String path, @Nullable String above) {
        return new GroupRow(GroupKind.ORGANISATION, id, path.substring(path.lastIndexOf('/') + 1), path, above);
    }

    private static TokenIdentity token(String id, Role role, String... groups) {
        return new TokenIdentity(
                id,
                "somebody",
                "Some Body",
                "somebody@identity.example",
                List.of(groups),
                Set.of(role),
                Confidentiality.CONFIDENTIAL,
                null);
    }
}
