// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.identity.PersonFilter;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.internal.IdentityStore;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.Plans;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;

/** Lists of people, whoever reads them and whatever is asked for, equal the same people filtered and sorted in memory. */
@IntegrationTest
class PeopleListIT {

    private static final int READERS = 40;
    private static final int IN_THE_LARGEST = 4_100;
    private static final int ORGANISATIONS = 12;
    private static final int TEAMS = 6;
    private static final int SIZE = 37;

    @Autowired
    private IdentityStore store;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private CypherCatalogue catalogue;

    @Autowired
    private Driver driver;

    private final Random random = new Random(7);
    private final List<String> organisations = new ArrayList<>();
    private final Map<String, @Nullable String> parents = new LinkedHashMap<>();
    private final Map<String, @Nullable String> serviceDesks = new LinkedHashMap<>();
    private final List<String> teams = new ArrayList<>();
    private final List<Somebody> people = new ArrayList<>();

    @BeforeEach
    void create() {
        IntStream.range(0, TEAMS).forEach(_ -> teams.add(Ids.next()));
        for (int index = 0; index < ORGANISATIONS; index++) {
            String id = Ids.next();
            organisations.add(id);
            parents.put(id, index < 3 ? null : organisations.get(random.nextInt(index)));
            serviceDesks.put(id, random.nextInt(4) == 0 ? any(teams) : null);
        }
        for (int index = 0; index < IN_THE_LARGEST + 200; index++) {
            String own = index < IN_THE_LARGEST ? organisations.getFirst() : any(organisations);
            Set<String> belongsTo = new LinkedHashSet<>(List.of(own));
            if (random.nextInt(20) == 0) {
                belongsTo.add(any(organisations));
            }
            Set<String> memberOf = random.nextInt(15) == 0 ? Set.of(any(teams)) : Set.of();
            String id = Ids.next();
            String name = "Person " + Integer.toString(random.nextInt(36 * 36), 36);
            people.add(new Somebody(
                    id,
                    name,
                    name.toLowerCase(Locale.ROOT) + ' ' + id,
                    own,
                    belongsTo,
                    memberOf,
                    random.nextInt(9) > 0));
        }
        try (Session session = driver.session()) {
            session.run("MATCH (n) WHERE n:Person OR n:Team OR n:Organisation DETACH DELETE n")
                    .consume();
            session.run(
                            "UNWIND $rows AS row CREATE (o:Entity:Organisation) SET o = row",
                            Map.of(
                                    "rows",
                                    organisations.stream()
                                            .map(this::organisation)
                                            .toList()))
                    .consume();
            session.run(
                            "UNWIND $rows AS row MATCH (o:Entity {id: row.id}), (p:Entity {id: row.parent})"
                                    + " CREATE (o)-[:PART_OF_ORGANISATION]->(p)",
                            Map.of(
                                    "rows",
                                    parents.entrySet().stream()
                                            .filter(entry -> entry.getValue() != null)
                                            .map(entry -> Map.of("id", entry.getKey(), "parent", entry.getValue()))
                                            .toList()))
                    .consume();
            session.run(
                            "UNWIND $ids AS id CREATE (:Entity:Team {id: id, sortKey: id, searchText: id, name: id})",
                            Map.of("ids", teams))
                    .consume();
            session.run(
                            "UNWIND $rows AS row CREATE (p:Entity:Person) SET p = row.properties WITH p, row"
                                    + " CALL (p, row) { UNWIND row.belongsTo AS id MATCH (o:Entity {id: id}) CREATE (p)-[:BELONGS_TO]->(o) }"
                                    + " CALL (p, row) { UNWIND row.memberOf AS id MATCH (t:Entity {id: id}) CREATE (p)-[:MEMBER_OF]->(t) }",
                            Map.of("rows", people.stream().map(Somebody::row).toList()))
                    .consume();
        }
    }

    @Test
    void shouldEqualThePeopleFilteredAndSortedInMemory() {
        for (int turn = 0; turn < READERS; turn++) {
            Visibility reader = reader();
            PersonFilter filter = filter();
            List<String> expected = people.stream()
                    .filter(person -> isInReach(person, reader) && isListed(person, filter))
                    .sorted(Comparator.comparing(Somebody::sortKey))
                    .map(Somebody::id)
                    .toList();

            assertThat(work.read(() -> store.countPeople(reader, filter)))
                    .as("%s sees of %s", reader, filter)
                    .isEqualTo(expected.size());
            assertThat(pages(reader, filter, 3))
                    .as("%s sees of %s", reader, filter)
                    .isEqualTo(expected.subList(0, Math.min(3 * SIZE, expected.size())));
        }
    }

    @Test
    void shouldBeReadFromIndexesAlone() {
        try (Session session = driver.session()) {
            for (String statement : List.of("identity/list-people", "identity/count-people")) {
                assertThat(Plans.refused(Plans.explain(session, catalogue.text(statement)), false))
                        .as(statement)
                        .isEmpty();
            }
        }
    }

    private List<String> pages(Visibility reader, PersonFilter filter, int count) {
        List<String> ids = new ArrayList<>();
        @Nullable Cursor after = null;
        for (int page = 0; page < count; page++) {
            PageRequest request = new PageRequest(SIZE, after);
            Page<PersonView> people = work.read(() -> store.people(reader, filter, request));
            people.nodes().forEach(person -> ids.add(person.id()));
            if (!people.hasNext()) {
                break;
            }
            after = people.end();
        }
        return ids;
    }

    private Visibility reader() {
        Set<String> own = random.nextInt(3) == 0 ? Set.of() : Set.of(any(organisations));
        Set<String> memberOf = random.nextBoolean() ? Set.of(any(teams)) : Set.of();
        return new Visibility(
                random.nextInt(6) == 0,
                own,
                memberOf,
                people.get(random.nextInt(people.size())).id(),
                Confidentiality.PUBLIC_INTERNAL,
                false);
    }

    private PersonFilter filter() {
        return new PersonFilter(
                switch (random.nextInt(4)) {
                    case 0 -> "Person " + Integer.toString(random.nextInt(36), 36);
                    case 1 -> "N";
                    default -> null;
                },
                random.nextInt(3) == 0 ? random.nextBoolean() : null,
                random.nextInt(3) == 0 ? any(organisations) : null,
                random.nextInt(4) == 0 ? any(teams) : null);
    }

    private boolean isInReach(Somebody person, Visibility reader) {
        return reader.everything()
                || person.id().equals(reader.personId())
                || reader.organisationIds().contains(person.organisationId())
                || person.memberOf().stream().anyMatch(reader.teamIds()::contains)
                || person.belongsTo().stream().flatMap(this::upwards).anyMatch(organisation -> {
                    String desk = serviceDesks.get(organisation);
                    return desk != null && reader.teamIds().contains(desk);
                });
    }

    private Stream<String> upwards(String organisation) {
        return Stream.iterate(organisation, id -> id != null, parents::get);
    }

    private static boolean isListed(Somebody person, PersonFilter filter) {
        String text = filter.text();
        return (text == null || person.sortKey().contains(text.toLowerCase(Locale.ROOT)))
                && (filter.active() == null || filter.active() == person.active())
                && (filter.organisationId() == null || filter.organisationId().equals(person.organisationId()))
                && (filter.teamId() == null || person.memberOf().contains(filter.teamId()));
    }

    private Map<String, Object> organisation(String id) {
        Map<String, Object> properties =
                new LinkedHashMap<>(Map.of("id", id, "name", id, "sortKey", id, "searchText", id));
        String desk = serviceDesks.get(id);
        if (desk != null) {
            properties.put("serviceDeskTeamId", desk);
        }
        return properties;
    }

    private String any(List<String> ids) {
        return ids.get(random.nextInt(ids.size()));
    }

    private record Somebody(
            String id,
            String name,
            String sortKey,
            String organisationId,
            Set<String> belongsTo,
            Set<String> memberOf,
            boolean active) {

        Map<String, Object> row() {
            return Map.of(
                    "properties",
                    Map.of(
                            "id", id,
                            "displayName", name,
                            "username", name,
                            "sortKey", sortKey,
                            "searchText", sortKey,
                            "organisationId", organisationId,
                            "active", active,
                            "origin", "KEYCLOAK"),
                    "belongsTo",
                    List.copyOf(belongsTo),
                    "memberOf",
                    List.copyOf(memberOf));
        }
    }
}
