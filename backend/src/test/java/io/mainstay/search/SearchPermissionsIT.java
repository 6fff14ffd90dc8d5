// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.RolePermissions;
import io.mainstay.kernel.Visibility;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.Sampled;
import io.mainstay.support.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Which kinds of record a search tells of: those that one may read, each with its internal texts for those who work on this very
 * kind. Tried with each set of the permissions that matter and with each role, by the index and by the graph's full text.
 */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchPermissionsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ITEM = "CONFIGURATION_ITEM";
    private static final String INCIDENT = "INCIDENT";
    private static final String PROBLEM = "PROBLEM";
    private static final String TEMPLATE = "CHANGE_TEMPLATE";
    private static final Map<String, Permission> READ = Map.of(
            ITEM,
            Permission.CI_READ,
            INCIDENT,
            Permission.INCIDENT_READ,
            PROBLEM,
            Permission.PROBLEM_READ,
            TEMPLATE,
            Permission.CHANGE_READ);

    /** Who else than auditors reads the internal texts of the kinds that have some. */
    private static final Map<String, Permission> WORK =
            Map.of(INCIDENT, Permission.INCIDENT_WORK, PROBLEM, Permission.PROBLEM_WORK);

    private static final List<Permission> DECIDING = List.of(
            Permission.CI_READ,
            Permission.CI_WRITE,
            Permission.INCIDENT_READ,
            Permission.INCIDENT_WORK,
            Permission.PROBLEM_READ,
            Permission.PROBLEM_WORK,
            Permission.CHANGE_READ,
            Permission.AUDIT_READ);
    private static final List<Set<String>> WANTED =
            List.of(Set.of(), Set.of(ITEM), Set.of(PROBLEM), Set.of(ITEM, INCIDENT));

    @Autowired
    private Driver driver;

    @Autowired
    private GraphQlClient client;

    @Autowired
    private CmdbFixture fixture;

    @Autowired
    private SearchService search;

    @Autowired
    private CircuitBreaker breaker;

    private final String word = "k" + Ids.next().substring(24);
    private final String note = "n" + word;
    private String item = "";
    private String incident = "";
    private String problem = "";
    private String template = "";

    @BeforeAll
    void prepare() {
        String organisation = fixture.organisation("Kinds");
        String manager = fixture.manager(organisation);
        item = fixture.ci(manager, Map.of("classId", "server", "name", word + " server"));
        incident = ticket("incident", manager);
        TestTokens problemManager = TestTokens.as(Role.PROBLEM_MANAGER).in(organisation);
        client.execute(problemManager.token(), "{ viewer { id } }").withoutErrors();
        problem = ticket("problem", problemManager.token());
        TestTokens changeManager = TestTokens.as(Role.CHANGE_MANAGER).in(organisation);
        client.execute(changeManager.token(), "{ viewer { id } }").withoutErrors();
        template = client.execute(
                        changeManager.token(),
                        "mutation { changeTemplatePropose(input: {name: \"%s restarts\", title: \"Restart\", reason: \"It leaks\", plan: \"Restart it\", backOutPlan: \"None\"})"
                                        .formatted(word)
                                + " { changeTemplate { id } userErrors { code message field } } }")
                .accepted("changeTemplatePropose")
                .text("changeTemplatePropose.changeTemplate.id");
        Principal all = principal(EnumSet.allOf(Permission.class));
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(ids(find(all, word, Set.of()))).containsExactlyInAnyOrder(item, incident, problem, template);
            assertThat(ids(find(all, note, Set.of()))).containsExactlyInAnyOrder(incident, problem);
        });
        // The indexes that stand in are written after the commits.
        try (Session session = driver.session()) {
            session.run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
                    .consume();
        }
    }

    private String ticket(String kind, String token) {
        String id = client.execute(
                        token,
                        "mutation { %1$sReport(input: {title: \"%2$s is slow\", description: \"it waits\"}) { %1$s { id } userErrors { code } } }"
                                .formatted(kind, word))
                .accepted(kind + "Report")
                .text(kind + "Report." + kind + ".id");
        client.execute(
                        token,
                        "mutation($id: ID!, $text: String!) { %sAddWorkNote(id: $id, input: {text: $text}) { userErrors { code } } }"
                                .formatted(kind),
                        Map.of("id", id, "text", note))
                .accepted(kind + "AddWorkNote");
        return id;
    }

    @AfterEach
    void comeBack() {
        breaker.transitionToClosedState();
    }

    @TestFactory
    Stream<DynamicTest> shouldTellOfWhatThePermissionsLetOneRead() {
        return Sampled.of(permissionSets().stream().flatMap(permissions -> tests(permissions.toString(), permissions)));
    }

    @TestFactory
    Stream<DynamicTest> shouldTellOfWhatTheRoleLetsOneRead() {
        return Stream.of(Role.values()).flatMap(role -> tests(role.name(), RolePermissions.of(role)));
    }

    private Stream<DynamicTest> tests(String name, Set<Permission> permissions) {
        return WANTED.stream()
                .flatMap(wanted -> Stream.of(
                        DynamicTest.dynamicTest(name + " for " + wanted, () -> {
                            breaker.transitionToClosedState();
                            tryIndex(principal(permissions), wanted);
                        }),
                        DynamicTest.dynamicTest(name + " for " + wanted + " while the search engine is away", () -> {
                            breaker.transitionToForcedOpenState();
                            tryFullText(principal(permissions), wanted);
                        })));
    }

    private void tryIndex(Principal principal, Set<String> wanted) {
        Set<String> told = told(principal, wanted);
        SearchAnswer answer = find(principal, word, wanted);

        assertThat(answer.source()).isEqualTo(SearchAnswerSource.INDEX);
        assertHits(answer, told);
        Set<String> keys = told.isEmpty() ? Set.of() : new HashSet<>(Set.of("type", "state"));
        if (told.contains(ITEM)) {
            keys.addAll(Set.of("class", "operationalStatus"));
        }
        if (told.contains(INCIDENT) || told.contains(PROBLEM)) {
            keys.add("priority");
        }
        assertThat(answer.facets().stream().map(SearchFacet::key)).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(answer.facets().stream()
                        .filter(facet -> facet.key().equals("type"))
                        .flatMap(facet -> facet.values().stream()))
                .containsExactlyInAnyOrderElementsOf(told.stream()
                        .map(type -> new SearchFacet.Value(type, 1))
                        .toList());

        assertHits(
                find(principal, note, wanted),
                WORK.entrySet().stream()
                        .filter(entry -> told.contains(entry.getKey()))
                        .filter(entry -> principal.may(entry.getValue()) || principal.may(Permission.AUDIT_READ))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    private void tryFullText(Principal principal, Set<String> wanted) {
        SearchAnswer answer = find(principal, word, wanted);

        assertThat(answer.source()).isEqualTo(SearchAnswerSource.DEGRADED_FULLTEXT);
        assertHits(answer, told(principal, wanted));
        assertHits(find(principal, note, wanted), Set.of());
    }

    private void assertHits(SearchAnswer answer, Set<String> types) {
        assertThat(ids(answer))
                .containsExactlyInAnyOrderElementsOf(types.stream()
                        .map(type -> switch (type) {
                            case ITEM -> item;
                            case INCIDENT -> incident;
                            case TEMPLATE -> template;
                            default -> problem;
                        })
                        .toList());
        assertThat(answer.total()).isEqualTo(types.size());
        assertThat(answer.page().hasNext()).isFalse();
    }

    private static Set<String> told(Principal principal, Set<String> wanted) {
        return READ.entrySet().stream()
                .filter(entry -> wanted.isEmpty() || wanted.contains(entry.getKey()))
                .filter(entry -> principal.may(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private SearchAnswer find(Principal principal, String query, Set<String> wanted) {
        return search.search(principal, new SearchRequest(query, wanted, Map.of(), true), 10, null);
    }

    private static List<String> ids(SearchAnswer answer) {
        return answer.page().nodes().stream().map(SearchHit::id).toList();
    }

    /** Sees every record, so that nothing but the permissions decides. */
    private static Principal principal(Set<Permission> permissions) {
        String id = TestTokens.as().personId();
        return new Principal(id, "Reader", "", Set.of(), Set.of(), permissions, Visibility.everything(id));
    }

    private static List<Set<Permission>> permissionSets() {
        List<Set<Permission>> sets = new ArrayList<>();
        for (int chosen = 0; chosen < 1 << DECIDING.size(); chosen++) {
            Set<Permission> permissions = EnumSet.of(Permission.SEARCH);
            for (int bit = 0; bit < DECIDING.size(); bit++) {
                if ((chosen & 1 << bit) != 0) {
                    permissions.add(DECIDING.get(bit));
                }
            }
            sets.add(permissions);
        }
        return sets;
    }
}
