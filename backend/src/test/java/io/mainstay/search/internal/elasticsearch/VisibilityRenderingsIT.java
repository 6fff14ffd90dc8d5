// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Visibility;
import io.mainstay.kernel.VisibilityFacts;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.search.SearchDocument;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.IntegrationTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Who may see what, said three times: by the predicate, by Neo4j with the macro, and by Elasticsearch with the filter. The
 * three are compared over random people and records.
 */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VisibilityRenderingsIT {

    private static final int PEOPLE = 250;
    private static final int RECORDS = 400;
    private static final String CATALOGUE = "catalogue";
    private static final long SEED = Long.getLong("mainstay.test.seed", 20261121L);

    private final Random random = new Random(SEED);
    private final List<String> organisations = names("organisation", 8);
    private final List<String> teams = names("team", 10);
    private final List<String> persons = names("person", 30);
    private final List<Visibility> people = new ArrayList<>();
    private final Map<String, VisibilityFacts> records = new TreeMap<>();
    private final TestIndex stack = new TestIndex();

    @Autowired
    private Cypher cypher;

    @Autowired
    private UnitOfWork work;

    @BeforeAll
    void generate() {
        IntStream.range(0, PEOPLE).forEach(_ -> people.add(randomPerson()));
        IntStream.range(0, RECORDS).forEach(number -> records.put("record-" + number, randomFacts()));
        work.writeRepeatably(() -> cypher.statement("test/create-visible-records")
                .withRows(records.entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue()))
                        .toList())
                .run());
        ElasticsearchSearchIndex index = stack.index();
        index.goLive(index.startBuilding());
        index.write(
                index.targets(),
                records.entrySet().stream()
                        .map(entry -> document(entry.getKey(), entry.getValue()))
                        .toList());
        index.refresh();
    }

    @AfterAll
    void tidy() {
        stack.close();
    }

    @Test
    void shouldAgreeInNeo4jElasticsearchAndMemory() {
        assertThat(differences(people, this::byCypher, this::byPredicate))
                .as("Cypher and predicate, seed %d", SEED)
                .isEmpty();
        assertThat(differences(people, this::byElasticsearch, this::byPredicate))
                .as("Elasticsearch and predicate, seed %d", SEED)
                .isEmpty();
    }

    @Test
    void shouldShowAndHideEnoughToMeanSomething() {
        long pairs = (long) PEOPLE * RECORDS;
        long visible =
                people.stream().mapToLong(person -> byPredicate(person).size()).sum();

        assertThat(visible).isBetween(pairs / 10, pairs * 9 / 10);
    }

    /** A catalogue has nothing by which the rule could decide. */
    @Test
    void shouldShowACatalogueToEverybody() {
        ElasticsearchSearchIndex index = stack.index();
        index.write(index.targets(), List.of(document(CATALOGUE, null)));
        index.refresh();
        try {
            assertThat(people)
                    .allSatisfy(person -> assertThat(byElasticsearch(person)).contains(CATALOGUE));
        } finally {
            index.remove(index.targets(), Set.of(CATALOGUE));
            index.refresh();
        }
    }

    /** Each way of getting one part of the rule wrong is noticed. */
    @Test
    void shouldNoticeEachPartOfTheRuleThatIsWrong() {
        Map<String, Function<Visibility, Visibility>> mistakes = Map.of(
                "clearance ignored",
                v -> new Visibility(
                        v.everything(),
                        v.organisationIds(),
                        v.teamIds(),
                        v.personId(),
                        Confidentiality.TOP_SECRET,
                        v.selfServiceOnly()),
                "participation ignored",
                v -> new Visibility(
                        v.everything(), v.organisationIds(), v.teamIds(), "nobody", v.clearance(), v.selfServiceOnly()),
                "teams ignored",
                v -> new Visibility(
                        v.everything(),
                        v.organisationIds(),
                        Set.of(),
                        v.personId(),
                        v.clearance(),
                        v.selfServiceOnly()),
                "self-service ignored",
                v -> new Visibility(
                        v.everything(), v.organisationIds(), v.teamIds(), v.personId(), v.clearance(), false),
                "organisations ignored",
                v -> new Visibility(
                        true, v.organisationIds(), v.teamIds(), v.personId(), v.clearance(), v.selfServiceOnly()));

        List<Visibility> few = people.subList(0, 60);
        mistakes.forEach((mistake, wrong) -> {
            assertThat(differences(few, person -> byCypher(wrong.apply(person)), this::byPredicate))
                    .as("%s in Cypher", mistake)
                    .isNotEmpty();
            assertThat(differences(few, person -> byElasticsearch(wrong.apply(person)), this::byPredicate))
                    .as("%s in Elasticsearch", mistake)
                    .isNotEmpty();
        });
    }

    private List<String> differences(
            List<Visibility> among, Function<Visibility, Set<String>> one, Function<Visibility, Set<String>> other) {
        List<String> differences = new ArrayList<>();
        for (Visibility person : among) {
            Set<String> first = one.apply(person);
            Set<String> second = other.apply(person);
            for (String id : records.keySet()) {
                if (first.contains(id) != second.contains(id)) {
                    differences.add(person + " and " + id + " " + records.get(id));
                }
            }
        }
        return differences;
    }

    private Set<String> byPredicate(Visibility person) {
        return records.entrySet().stream()
                .filter(entry -> person.allows(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Set<String> byCypher(Visibility person) {
        return Set.copyOf(work.read(() -> cypher.statement("test/visible-records")
                .with("v", person.parameters())
                .list(row -> row.string("id"))));
    }

    private Set<String> byElasticsearch(Visibility person) {
        Query filter = VisibilityFilter.of(person);
        try {
            return stack
                    .client()
                    .search(
                            s -> s.index(stack.index().live().orElseThrow())
                                    .query(q -> q.bool(b -> b.filter(filter)))
                                    .size(RECORDS + 1)
                                    .source(f -> f.fetch(false)),
                            Void.class)
                    .hits()
                    .hits()
                    .stream()
                    .map(Hit::id)
                    .collect(Collectors.toSet());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Visibility randomPerson() {
        return new Visibility(
                random.nextInt(10) == 0,
                some(organisations, 3),
                some(teams, 2),
                one(persons),
                Confidentiality.ofLevel(random.nextInt(4)),
                random.nextInt(3) == 0);
    }

    private VisibilityFacts randomFacts() {
        return new VisibilityFacts(
                one(organisations),
                Confidentiality.ofLevel(random.nextInt(4)),
                some(persons, 3),
                some(teams, 2),
                random.nextBoolean());
    }

    private Set<String> some(List<String> names, int atMost) {
        Set<String> chosen = new HashSet<>();
        int count = random.nextInt(atMost + 1);
        while (chosen.size() < count) {
            chosen.add(one(names));
        }
        return chosen;
    }

    private String one(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }

    private static List<String> names(String kind, int count) {
        return IntStream.range(0, count).mapToObj(number -> kind + '-' + number).toList();
    }

    private static Map<String, Object> row(String id, VisibilityFacts facts) {
        return Map.of(
                "id",
                id,
                "organisationId",
                facts.organisationId(),
                "confidentialityLevel",
                facts.confidentiality().level(),
                "participantIds",
                List.copyOf(facts.participantIds()),
                "teamIds",
                List.copyOf(facts.teamIds()),
                "selfService",
                facts.selfService());
    }

    private static SearchDocument document(String id, @Nullable VisibilityFacts facts) {
        return new SearchDocument(id, "TEST", null, id, List.of(), List.of(), null, Map.of(), facts, 1);
    }
}
