// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static io.mainstay.change.ChangeFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.graphql.OtherRequests;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestDirectory;
import io.mainstay.support.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Feeds of the calendar as calendar programs read them: without a token, by their address alone. */
@IntegrationTest
class CalendarFeedIT {

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private SettableClock clock;

    @Autowired
    private CmdbFixture cmdb;

    @Autowired
    private Driver driver;

    @Autowired
    private OtherRequests requests;

    private PlannedWorld world;
    private ChangeFixture fixture;

    @BeforeEach
    void createWorld() {
        // Years ahead, where nothing is that others have planned: a feed has only so many entries.
        clock.set(clock.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .plus(Duration.ofDays(ThreadLocalRandom.current().nextInt(400, 3_000))));
        world = new PlannedWorld(client, work, cypher, clock, cmdb);
        fixture = world.fixture;
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    @Test
    void shouldShowWhatItsOwnerSees() {
        String item = world.newCi("server");
        String change = world.submitted(2, 4, List.of(item), Map.of("title", "Replace, then test; at last"));
        String secret = world.submitted(2, 4, List.of(item), Map.of("title", "Secret change"));
        fixture.done(fixture.leader, "Classify", secret, Map.of("confidentiality", "CONFIDENTIAL"));
        String freeze = world.window("freeze", "Turn of the year", item, 1, 3);

        HttpResponse<String> answer =
                get(created(fixture.manager, "Thunderbird").text("calendarFeedCreate.url"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/calendar;charset=UTF-8");
        assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-cache", "private");
        assertThat(answer.body()).doesNotContain(secret, "Secret change");
        VEvent shown = event(answer.body(), change);
        assertThat(shown.getSummary().getValue()).isEqualTo("Change: Replace, then test; at last");
        assertThat(shown.getDateStart().getValue().toInstant()).isEqualTo(world.hour(2));
        assertThat(shown.getDateEnd().getValue().toInstant()).isEqualTo(world.hour(4));
        assertThat(shown.getStatus().isTentative())
                .as("nobody has authorised it")
                .isTrue();
        assertThat(answer.body()).contains("UID:" + freeze + "-");

        assertThat(get(url(fixture.leader)).body()).contains("UID:" + secret + "\r\n");
        assertThat(get(url(fixture.otherAgent)).body())
                .as("of another organisation")
                .doesNotContain(change);
    }

    @Test
    void shouldFollowTheClearanceAndTheTeamsThatItsOwnerHasNow() {
        String item = world.newCi("server");
        String change = world.submitted(2, 4, List.of(item), Map.of());
        String secret = world.submitted(2, 4, List.of(item), Map.of());
        fixture.done(fixture.leader, "Classify", secret, Map.of("confidentiality", "CONFIDENTIAL"));
        String ofTeam = world.submitted(2, 4, List.of(item), Map.of("teamId", fixture.teamId));
        TestTokens owner = TestTokens.as(Role.TEAM_LEAD)
                .in(fixture.organisationId)
                .teams(fixture.teamId)
                .cleared(Confidentiality.CONFIDENTIAL);
        String url = url(entered(owner));
        assertThat(get(url).body()).contains(change, secret, ofTeam);

        TestDirectory.move(
                owner.personId(), fixture.organisationId, Set.of(fixture.teamId), Confidentiality.PUBLIC_INTERNAL);
        assertThat(get(url).body()).contains(change, ofTeam).doesNotContain(secret);
        String elsewhere = Ids.next();
        TestDirectory.move(owner.personId(), elsewhere, Set.of(fixture.teamId), Confidentiality.CONFIDENTIAL);
        assertThat(get(url).body()).contains(ofTeam).doesNotContain(change, secret);
        TestDirectory.move(owner.personId(), elsewhere, Set.of(), Confidentiality.CONFIDENTIAL);
        assertThat(get(url).body()).doesNotContain(change, secret, ofTeam);
    }

    @Test
    void shouldBeRevokedByWhoHasLostTheirRoleAndByAdministrators() {
        TestTokens owner = TestTokens.as(Role.AGENT).in(fixture.organisationId);
        String url = url(entered(owner));
        String other = url(owner.token());
        String requester = TestTokens.as(Role.REQUESTER)
                .person(owner.personId())
                .in(fixture.organisationId)
                .token();
        JsonNode kept = own(requester);
        assertThat(kept).hasSize(2);
        assertThat(revoke(fixture.caller, kept.at("/0/id").asString())).containsExactly("NOT_FOUND");
        assertThat(revoke(requester, kept.at("/0/id").asString())).isEmpty();
        assertThat(get(other).statusCode()).isEqualTo(404);
        assertThat(get(url).statusCode()).isEqualTo(200);
        String administrator =
                TestTokens.as(Role.ADMINISTRATOR).in(fixture.organisationId).token();
        fixture.enter(administrator);
        assertThat(revoke(administrator, kept.at("/1/id").asString())).isEmpty();
        assertThat(get(url).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldBeHeldToTheRequestsOfItsOwner() throws InterruptedException {
        // A program, because tests let people make as many requests as they like.
        TestTokens owner = TestTokens.as(Role.INTEGRATION).in(fixture.organisationId);
        String url = url(entered(owner));
        Principal principal = new Principal(
                owner.personId(),
                owner.personId(),
                fixture.organisationId,
                Set.of(),
                Set.of(Role.INTEGRATION),
                Set.of(),
                Visibility.everything(owner.personId()));
        // Takes each request that the owner gets anew until the program has asked.
        AtomicBoolean asked = new AtomicBoolean();
        Thread others = Thread.ofPlatform().start(() -> {
            while (!asked.get()) {
                requests.pause(principal);
            }
        });
        while (requests.pause(principal).isEmpty()) {
            Thread.onSpinWait();
        }
        try {
            HttpResponse<String> answer = get(url);
            // One may slip in between.
            for (int tries = 1; tries < 100 && answer.statusCode() == 200; tries++) {
                answer = get(url);
            }
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        } finally {
            asked.set(true);
            others.join();
        }
    }

    @Test
    void shouldBeToldOnceAndKeptAsADigest() {
        GraphQlAnswer made = created(fixture.agent, " Phone ");
        String token = token(made.text("calendarFeedCreate.url"));
        assertThat(made.text("calendarFeedCreate.calendarFeed.name")).isEqualTo("Phone");
        assertThat(texts(own(fixture.agent), "/name")).containsExactly("Phone");
        assertThat(texts(own(fixture.agent).at("/0/roles"), "")).containsExactly("AGENT");
        assertThat(own(fixture.manager)).as("of somebody else").isEmpty();
        try (Session session = driver.session()) {
            assertThat(session.run(
                                    "MATCH (n) WHERE any(key IN keys(n) WHERE toStringOrNull(n[key]) CONTAINS $token) RETURN count(n) AS count",
                                    Map.of("token", token))
                            .single()
                            .get("count")
                            .asInt())
                    .as("the secret is nowhere")
                    .isZero();
        }
    }

    @Test
    void shouldSayThatNothingHasChanged() {
        world.submitted(2, 4, List.of(world.newCi("server")), Map.of());
        String url = url(fixture.agent);
        String tag = get(url).headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> same = client.exchange(
                client.request(path(url)).header("If-None-Match", tag).GET().build());
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        world.submitted(2, 4, List.of(world.newCi("server")), Map.of());
        HttpResponse<String> other = client.exchange(
                client.request(path(url)).header("If-None-Match", tag).GET().build());
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void shouldBeReadNoMoreOnceItIsRevokedOverOrItsOwnerGone() {
        GraphQlAnswer made = created(fixture.agent, "Phone");
        String url = made.text("calendarFeedCreate.url");
        String id = made.text("calendarFeedCreate.calendarFeed.id");
        assertThat(get(url).statusCode()).isEqualTo(200);
        assertThat(revoke(fixture.manager, id)).as("of somebody else").containsExactly("NOT_FOUND");
        assertThat(get(url).statusCode()).isEqualTo(200);
        assertThat(revoke(fixture.agent, id)).isEmpty();
        assertThat(get(url).statusCode()).isEqualTo(404);
        assertThat(revoke(fixture.agent, id)).containsExactly("CONFLICT");
        assertThat(own(fixture.agent)).isEmpty();

        String manager = url(fixture.manager);
        clock.advance(Duration.ofDays(365).minusSeconds(1));
        assertThat(get(manager).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(get(manager).statusCode()).as("over").isEqualTo(404);

        String deputy = url(fixture.deputy);
        assertThat(get(deputy).statusCode()).isEqualTo(200);
        TestDirectory.deactivate(fixture.deputyPerson.personId());
        assertThat(get(deputy).statusCode()).as("deactivated").isEqualTo(404);
    }

    @Test
    void shouldKnowNothingOfOtherAddressesAndLetNobodyMakeTooMany() {
        String url = url(fixture.agent);
        String other = url.replace(token(url), "A".repeat(43));
        for (String unknown : List.of(
                other,
                url.substring(0, url.length() - ".ics".length()),
                url.replace(".ics", ".txt"),
                "/calendar/.ics",
                "/calendar/" + "a".repeat(5_000) + ".ics")) {
            HttpResponse<String> answer = get(unknown);
            assertThat(answer.statusCode()).as(unknown).isEqualTo(404);
            assertThat(answer.body()).as(unknown).isEmpty();
        }
        assertThat(fixture.query(
                                fixture.caller,
                                "mutation { calendarFeedCreate(input: {name: \"No\"}) { userErrors { code } } }")
                        .withoutErrors()
                        .userErrorCodes("calendarFeedCreate"))
                .as("who may not read changes")
                .containsExactly("FORBIDDEN");
        for (int i = 1; i < CalendarFeedService.MAX_FEEDS; i++) {
            url(fixture.agent);
        }
        assertThat(fixture.query(
                                fixture.agent,
                                "mutation { calendarFeedCreate(input: {name: \"One more\"}) { url userErrors { code } } }")
                        .withoutErrors()
                        .userErrorCodes("calendarFeedCreate"))
                .containsExactly("CONFLICT");
    }

    private static VEvent event(String text, String uid) {
        return Biweekly.parse(text).first().getEvents().stream()
                .filter(event -> event.getUid().getValue().equals(uid))
                .findFirst()
                .orElseThrow();
    }

    private String entered(TestTokens person) {
        String token = person.token();
        fixture.enter(token);
        return token;
    }

    private HttpResponse<String> get(String url) {
        HttpRequest request = client.request(path(url)).GET().build();
        return client.exchange(request);
    }

    /** Of the application under test, whatever address the installation has from outside. */
    private static String path(String url) {
        return url.substring(url.indexOf("/calendar/"));
    }

    private static String token(String url) {
        String path = path(url);
        return path.substring("/calendar/".length(), path.length() - ".ics".length());
    }

    private String url(String token) {
        return created(token, "Program").text("calendarFeedCreate.url");
    }

    private GraphQlAnswer created(String token, String name) {
        return fixture.query(
                        token,
                        "mutation($input: CalendarFeedCreateInput!) { calendarFeedCreate(input: $input) { url"
                                + " calendarFeed { id name expiresAt } userErrors { code message field } } }",
                        Map.of("input", Map.of("name", name)))
                .accepted("calendarFeedCreate");
    }

    private List<String> revoke(String token, String id) {
        return fixture.query(
                        token,
                        "mutation($id: ID!) { calendarFeedRevoke(id: $id) { userErrors { code message } } }",
                        Map.of("id", id))
                .withoutErrors()
                .userErrorCodes("calendarFeedRevoke");
    }

    private JsonNode own(String token) {
        return fixture.query(token, "{ calendarFeeds { id name roles expiresAt revokedAt } }")
                .withoutErrors()
                .at("calendarFeeds");
    }
}
