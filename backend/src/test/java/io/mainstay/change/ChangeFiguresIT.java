// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Figures of changes against a naive count of random ones, as two readers see them, and what they cost. */
@IntegrationTest
class ChangeFiguresIT {

    private static final Instant START = Instant.parse("2021-03-01T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(360);
    private static final int CHANGES = 300;
    private static final int INCIDENTS = 400;
    private static final int PAIRS = 120;
    private static final String COUNTS =
            "counts { closed successful withIssues backedOut failed notImplemented implemented successRate emergencies"
                    + " emergencyShare unauthorised unauthorisedShare }";
    private static final String GROUPS =
            "{ complete groups { team { id } type template { id } serviceOffering { id } " + COUNTS + " } }";
    private static final String FIGURES = "query($from: DateTime!, $to: DateTime!, $filter: ChangeFiguresFilter) {"
            + " changeFigures(from: $from, to: $to, filter: $filter) { from to total { "
            + COUNTS.substring("counts { ".length()) + " byTeam " + GROUPS + " byType " + GROUPS + " byTemplate "
            + GROUPS + " byServiceOffering " + GROUPS
            + " leadTime { count median p90 } waitingTime { count median p90 }"
            + " approvals { decided inTime expired inTimeShare }"
            + " conflicts { found avoided complete pairs { change { id } otherChange { id } avoided } }"
            + " incidents { changes incidents share complete nearest { change { id } incident { id } distance apart } }"
            + " releases { ended closed rolledBack successRate withIncidents } } }";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private SettableClock clock;

    @Autowired
    private CmdbFixture cmdb;

    @Autowired
    private Driver driver;

    private ChangeFixture fixture;

    private record Closed(
            String id,
            boolean foreign,
            Confidentiality confidentiality,
            @Nullable String teamId,
            String type,
            @Nullable String templateId,
            @Nullable String offeringId,
            String outcome,
            boolean unauthorised,
            Instant reportedAt,
            @Nullable Instant authorisedAt,
            Instant actualFrom,
            Instant actualTo,
            Instant closedAt,
            int ci,
            List<Asked> asked) {

        boolean implemented() {
            return !outcome.equals("NOT_IMPLEMENTED");
        }
    }

    /** A request for approval of a change. */
    private record Asked(
            String id,
            String state,
            @Nullable Instant dueAt,
            @Nullable Instant decidedAt) {

        static Asked of(Random random, Instant begin) {
            String state = List.of("APPROVED", "REJECTED", "ABSTAINED", "EXPIRED", "WITHDRAWN", "PENDING")
                    .get(random.nextInt(6));
            Instant due = begin.plus(Duration.ofHours(24));
            boolean decided = !state.equals("EXPIRED") && !state.equals("PENDING") && random.nextInt(4) > 0;
            return new Asked(
                    Ids.next(),
                    state,
                    state.equals("PENDING") ? null : due,
                    decided ? begin.plus(Duration.ofHours(8L * (1 + random.nextInt(5)))) : null);
        }
    }

    private record Reported(
            String id, Confidentiality confidentiality, boolean cancelled, Instant reportedAt, int ci) {}

    /** Two changes that were in each other's way, by their places. */
    private record Pair(int one, int two, @Nullable Instant goneAt, Tie tie) {}

    /** By what two changes were in each other's way: the third item is one that few see. */
    private enum Tie {
        PEOPLE(true, List.of()),
        SEEN_ITEM(false, List.of(0)),
        SECRET_ITEM(false, List.of(2)),
        SECRET_AND_SEEN_ITEM(false, List.of(0, 2)),
        UNKNOWN(false, List.of());

        private final boolean byPeople;
        private final List<Integer> cis;

        Tie(boolean byPeople, List<Integer> cis) {
            this.byPeople = byPeople;
            this.cis = cis;
        }

        boolean isSeen(Reader reader) {
            return byPeople || (!cis.isEmpty() && cis.stream().allMatch(reader::seesCi));
        }
    }

    private record Resolution(String changeId, String incidentId) {}

    /**
     * All that there is.
     *
     * @param ciIds each depends on the one before it
     */
    private record World(
            List<Closed> changes,
            List<Reported> incidents,
            List<Pair> pairs,
            Set<Resolution> resolved,
            List<String> ciIds,
            List<String> teams,
            List<String> templates,
            List<String> offerings) {}

    /** Somebody who asks, and which of the confidential things they see. */
    private record Reader(String token, Confidentiality clearance) {

        boolean sees(Confidentiality confidentiality) {
            return clearance.covers(confidentiality);
        }

        /** Of the last ones of services and items, those that are confidential. */
        boolean seesOffering(World world, @Nullable String id) {
            return id == null
                    || world.offerings().indexOf(id) < world.offerings().size() - 2
                    || sees(Confidentiality.CONFIDENTIAL);
        }

        boolean seesCi(int ci) {
            return ci != 2 || sees(Confidentiality.CONFIDENTIAL);
        }
    }

    @BeforeEach
    void createFixture() {
        fixture = new ChangeFixture(client, work, cypher, clock);
        work.writeRepeatably(() -> fixture.organisation(fixture.organisationId, null));
    }

    @Test
    void shouldCountWhatANaiveCountCounts() {
        World world = world(new Random(20_261_202));
        Random random = new Random(42);
        List<Reader> readers = List.of(
                new Reader(fixture.manager, Confidentiality.PUBLIC_INTERNAL),
                new Reader(fixture.leader, Confidentiality.CONFIDENTIAL));
        for (Reader reader : readers) {
            check(world, reader, START, START.plus(YEAR), Map.of());
            for (int round = 0; round < 6; round++) {
                Instant from = START.plus(Duration.ofHours(random.nextInt(200 * 24)));
                Map<String, Object> filter = new HashMap<>();
                some(random, "teamIds", world.teams(), filter);
                some(random, "types", List.of("NORMAL", "STANDARD", "EMERGENCY"), filter);
                some(random, "templateIds", world.templates(), filter);
                some(random, "serviceOfferingIds", world.offerings(), filter);
                if (random.nextInt(4) == 0) {
                    filter.put("organisationIds", List.of(fixture.organisationId));
                }
                check(world, reader, from, from.plus(Duration.ofDays(1 + random.nextInt(200))), filter);
            }
        }
    }

    private static void some(Random random, String name, List<String> values, Map<String, Object> filter) {
        if (random.nextInt(3) == 0) {
            filter.put(name, values.stream().filter(_ -> random.nextInt(3) > 0).toList());
        }
    }

    private void check(World world, Reader reader, Instant from, Instant to, Map<String, Object> filter) {
        String question = "from " + from + " to " + to + " of " + filter + " as " + reader.clearance();
        List<Closed> counting = world.changes().stream()
                .filter(change -> !change.foreign() && reader.sees(change.confidentiality()))
                .filter(change ->
                        !change.closedAt().isBefore(from) && change.closedAt().isBefore(to))
                .filter(change -> matches(filter, "teamIds", change.teamId()))
                .filter(change -> matches(filter, "types", change.type()))
                .filter(change -> matches(filter, "templateIds", change.templateId()))
                .filter(change -> matches(filter, "serviceOfferingIds", change.offeringId())
                        && (empty(filter, "serviceOfferingIds") || reader.seesOffering(world, change.offeringId())))
                .toList();

        JsonNode figures = ask(reader.token(), from, to, filter).withoutErrors().at("changeFigures");

        assertThat(counts(figures.at("/total"))).as(question).isEqualTo(counts(counting));
        assertThat(groups(figures.at("/byTeam"), "/team/id")).as(question).isEqualTo(grouped(counting, Closed::teamId));
        assertThat(groups(figures.at("/byType"), "/type")).as(question).isEqualTo(grouped(counting, Closed::type));
        // They are kept nowhere, so that only the counts of the groups are told.
        assertThat(groups(figures.at("/byTemplate"), "/template/id").values().stream()
                        .flatMap(List::stream)
                        .toList())
                .as(question)
                .containsExactlyInAnyOrderElementsOf(grouped(counting, Closed::templateId).values().stream()
                        .flatMap(List::stream)
                        .toList());
        assertThat(groups(figures.at("/byServiceOffering"), "/serviceOffering/id"))
                .as(question)
                .isEqualTo(grouped(
                        counting,
                        change -> reader.seesOffering(world, change.offeringId()) ? change.offeringId() : null));
        List<Closed> implemented = counting.stream().filter(Closed::implemented).toList();
        assertThat(times(figures.at("/leadTime")))
                .as(question)
                .isEqualTo(times(implemented.stream()
                        .map(change -> seconds(change.reportedAt(), change.actualTo()))
                        .toList()));
        assertThat(times(figures.at("/waitingTime")))
                .as(question)
                .isEqualTo(times(implemented.stream()
                        .filter(change -> change.authorisedAt() != null)
                        .map(change -> seconds(change.authorisedAt(), change.actualFrom()))
                        .toList()));
        checkApprovals(counting, figures.at("/approvals"), question);
        checkConflicts(world, reader, counting, figures.at("/conflicts"), question);
        checkIncidents(world, reader, implemented, figures.at("/incidents"), question);
    }

    private static void checkApprovals(List<Closed> counting, JsonNode told, String question) {
        int decided = 0;
        int inTime = 0;
        int expired = 0;
        for (Asked request :
                counting.stream().flatMap(change -> change.asked().stream()).toList()) {
            if (request.dueAt() != null && request.decidedAt() != null) {
                decided++;
                inTime += request.decidedAt().isAfter(request.dueAt()) ? 0 : 1;
            }
            expired += request.state().equals("EXPIRED") ? 1 : 0;
        }
        assertThat(told.at("/decided").asInt()).as(question).isEqualTo(decided);
        assertThat(told.at("/inTime").asInt()).as(question).isEqualTo(inTime);
        assertThat(told.at("/expired").asInt()).as(question).isEqualTo(expired);
        JsonNode share = told.at("/inTimeShare");
        assertThat(share.isNull() ? "null" : String.valueOf(share.asDouble()))
                .as(question)
                .isEqualTo(share(inTime, decided + expired));
    }

    private static void checkConflicts(
            World world, Reader reader, List<Closed> counting, JsonNode told, String question) {
        Set<Closed> all = new HashSet<>(counting);
        Predicate<Closed> seen = change -> !change.foreign() && reader.sees(change.confidentiality());
        List<Pair> found = world.pairs().stream()
                .filter(pair -> {
                    Closed one = world.changes().get(pair.one());
                    Closed two = world.changes().get(pair.two());
                    return (all.contains(one) || all.contains(two))
                            && seen.test(one)
                            && seen.test(two)
                            && pair.tie().isSeen(reader);
                })
                .toList();
        List<Pair> avoided = found.stream().filter(pair -> avoided(world, pair)).toList();

        assertThat(told.at("/found").asInt()).as(question).isEqualTo(found.size());
        assertThat(told.at("/avoided").asInt()).as(question).isEqualTo(avoided.size());
        assertThat(told.at("/complete").asBoolean()).as(question).isTrue();
        List<String> pairs = new ArrayList<>();
        told.at("/pairs")
                .forEach(pair -> pairs.add(pair.at("/change/id").asString() + " "
                        + pair.at("/otherChange/id").asString() + " "
                        + pair.at("/avoided").asBoolean()));
        assertThat(pairs)
                .as(question)
                .hasSize(Math.min(25, avoided.size()) + Math.min(25, found.size() - avoided.size()));
        assertThat(found.stream()
                        .map(pair -> world.changes().get(pair.one()).id() + " "
                                + world.changes().get(pair.two()).id() + " " + avoided(world, pair))
                        .toList())
                .as(question)
                .containsAll(pairs);
    }

    private static boolean avoided(World world, Pair pair) {
        Instant gone = pair.goneAt();
        return gone != null
                && Stream.of(pair.one(), pair.two())
                        .map(world.changes()::get)
                        .noneMatch(change -> change.implemented() && gone.isAfter(change.actualFrom()));
    }

    private static void checkIncidents(
            World world, Reader reader, List<Closed> implemented, JsonNode told, String question) {
        List<String> followed = new ArrayList<>();
        Set<String> changes = new HashSet<>();
        Set<String> incidents = new HashSet<>();
        for (Closed change : implemented) {
            for (Reported incident : world.incidents()) {
                int distance = incident.ci() - change.ci();
                if (!incident.cancelled()
                        && reader.sees(incident.confidentiality())
                        && reader.seesCi(incident.ci())
                        && reader.seesCi(change.ci())
                        && distance >= 0
                        && distance <= 2
                        && !incident.reportedAt().isBefore(change.actualFrom())
                        && incident.reportedAt().isBefore(change.actualTo().plus(Duration.ofDays(3)))
                        && !world.resolved().contains(new Resolution(change.id(), incident.id()))) {
                    long apart = Math.max(0, seconds(change.actualTo(), incident.reportedAt()));
                    followed.add(change.id() + " " + incident.id() + " " + distance + " " + Duration.ofSeconds(apart));
                    changes.add(change.id());
                    incidents.add(incident.id());
                }
            }
        }

        assertThat(told.at("/changes").asInt()).as(question).isEqualTo(changes.size());
        assertThat(told.at("/incidents").asInt()).as(question).isEqualTo(incidents.size());
        assertThat(told.at("/complete").asBoolean()).as(question).isTrue();
        assertThat(told.at("/share").isNull()).as(question).isEqualTo(implemented.isEmpty());
        List<String> nearest = new ArrayList<>();
        told.at("/nearest")
                .forEach(one -> nearest.add(one.at("/change/id").asString() + " "
                        + one.at("/incident/id").asString() + " "
                        + one.at("/distance").asInt() + " "
                        + Duration.parse(one.at("/apart").asString())));
        assertThat(nearest).as(question).hasSize(Math.min(50, followed.size()));
        assertThat(followed).as(question).containsAll(nearest);
    }

    private static boolean empty(Map<String, Object> filter, String name) {
        return !(filter.get(name) instanceof Collection<?> values) || values.isEmpty();
    }

    private static boolean matches(Map<String, Object> filter, String name, @Nullable String value) {
        return empty(filter, name)
                || (value != null && filter.get(name) instanceof Collection<?> values && values.contains(value));
    }

    private static String counts(Collection<Closed> changes) {
        long closed = changes.size();
        long implemented = changes.stream().filter(Closed::implemented).count();
        long successful = count(changes, change -> change.outcome().equals("SUCCESSFUL"));
        long emergencies = count(changes, change -> change.type().equals("EMERGENCY"));
        long unauthorised = count(changes, Closed::unauthorised);
        return String.join(
                " ",
                String.valueOf(closed),
                String.valueOf(successful),
                String.valueOf(count(changes, change -> change.outcome().equals("WITH_ISSUES"))),
                String.valueOf(count(changes, change -> change.outcome().equals("BACKED_OUT"))),
                String.valueOf(count(changes, change -> change.outcome().equals("FAILED"))),
                String.valueOf(closed - implemented),
                String.valueOf(implemented),
                share(successful, implemented),
                String.valueOf(emergencies),
                share(emergencies, closed),
                String.valueOf(unauthorised),
                share(unauthorised, closed));
    }

    private static long count(Collection<Closed> changes, Predicate<Closed> counting) {
        return changes.stream().filter(counting).count();
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "null" : String.valueOf((double) part / whole);
    }

    private static String counts(JsonNode told) {
        List<String> values = new ArrayList<>();
        for (String field : List.of(
                "closed",
                "successful",
                "withIssues",
                "backedOut",
                "failed",
                "notImplemented",
                "implemented",
                "successRate",
                "emergencies",
                "emergencyShare",
                "unauthorised",
                "unauthorisedShare")) {
            JsonNode value = told.get(field);
            if (value.isNull()) {
                values.add("null");
            } else if (value.isFloatingPointNumber()) {
                values.add(String.valueOf(value.asDouble()));
            } else {
                values.add(String.valueOf(value.asInt()));
            }
        }
        return String.join(" ", values);
    }

    private static Map<String, List<String>> grouped(
            Collection<Closed> changes, Function<Closed, @Nullable String> key) {
        return changes.stream()
                .collect(Collectors.groupingBy(change -> String.valueOf(key.apply(change))))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, group -> List.of(counts(group.getValue()))));
    }

    private static Map<String, List<String>> groups(JsonNode told, String key) {
        assertThat(told.at("/complete").asBoolean()).isTrue();
        Map<String, List<String>> groups = new HashMap<>();
        List<Integer> sizes = new ArrayList<>();
        told.at("/groups").forEach(group -> {
            sizes.add(group.at("/counts/closed").asInt());
            JsonNode id = group.at(key);
            String name = id.isMissingNode() || id.isNull() ? "null" : id.asString();
            groups.computeIfAbsent(name, _ -> new ArrayList<>()).add(counts(group.at("/counts")));
        });
        assertThat(sizes).isSortedAccordingTo(Comparator.reverseOrder());
        return groups;
    }

    private static String times(JsonNode told) {
        int count = told.at("/count").asInt();
        return count == 0
                ? "0 " + told.at("/median").isNull() + " " + told.at("/p90").isNull()
                : count + " " + Duration.parse(told.at("/median").asString()).toSeconds() + " "
                        + Duration.parse(told.at("/p90").asString()).toSeconds();
    }

    private static String times(List<Long> seconds) {
        List<Long> sorted = seconds.stream().sorted().toList();
        int count = sorted.size();
        return count == 0
                ? "0 true true"
                : count + " " + sorted.get(ceiling(count, 5) - 1) + " " + sorted.get(ceiling(count, 9) - 1);
    }

    private static int ceiling(int count, int tenths) {
        return Math.ceilDiv(count * tenths, 10);
    }

    private static long seconds(@Nullable Instant from, Instant to) {
        return to.getEpochSecond() - Objects.requireNonNull(from).getEpochSecond();
    }

    private World world(Random random) {
        String configurator = cmdb.person(Role.CONFIGURATION_MANAGER, fixture.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        List<String> offerings = List.of(
                fixture.offeringId,
                fixture.newCi("service-offering"),
                secret(configurator, "service-offering"),
                secret(configurator, "service-offering"));
        List<String> ciIds = IntStream.range(0, 5)
                .mapToObj(ci -> ci == 2 ? secret(configurator, "server") : fixture.newCi("server"))
                .toList();
        List<String> teams = List.of(fixture.teamId, Ids.next(), Ids.next());
        work.writeRepeatably(() -> {
            teams.subList(1, teams.size()).forEach(fixture::team);
            for (int ci = 1; ci < ciIds.size(); ci++) {
                cypher.statement("test/relate-cis")
                        .with("dependentId", ciIds.get(ci))
                        .with("providerId", ciIds.get(ci - 1))
                        .run();
            }
        });
        List<String> templates = List.of(Ids.next(), Ids.next());
        List<Closed> changes = IntStream.range(0, CHANGES)
                .mapToObj(_ -> closed(random, teams, templates, offerings, ciIds.size()))
                .toList();
        List<Reported> incidents = IntStream.range(0, INCIDENTS)
                .mapToObj(_ -> new Reported(
                        Ids.next(),
                        confidentiality(random),
                        random.nextInt(8) == 0,
                        START.plusSeconds(random.nextInt((int) YEAR.toSeconds())),
                        random.nextInt(ciIds.size())))
                .toList();
        Map<Set<Integer>, Pair> pairs = new HashMap<>();
        for (int n = 0; n < PAIRS; n++) {
            int one = random.nextInt(CHANGES);
            int two = (one + 1 + random.nextInt(CHANGES - 1)) % CHANGES;
            Instant begin = changes.get(random.nextBoolean() ? one : two).actualFrom();
            pairs.putIfAbsent(
                    Set.of(one, two),
                    new Pair(
                            one,
                            two,
                            random.nextInt(3) == 0 ? null : begin.plus(Duration.ofDays(random.nextInt(41) - 30)),
                            Tie.values()[random.nextInt(Tie.values().length)]));
        }
        Set<Resolution> resolved = new HashSet<>();
        changes.forEach(change -> {
            if (random.nextInt(4) == 0) {
                incidents.stream()
                        .filter(incident -> incident.ci() == change.ci()
                                && incident.reportedAt().isAfter(change.actualFrom()))
                        .min(Comparator.comparing(Reported::reportedAt))
                        .ifPresent(incident -> resolved.add(new Resolution(change.id(), incident.id())));
            }
        });
        World world = new World(
                changes, incidents, List.copyOf(pairs.values()), resolved, ciIds, teams, templates, offerings);
        write(world);
        return world;
    }

    private String secret(String configurator, String classId) {
        return cmdb.ci(
                configurator,
                Map.of("classId", classId, "name", "Hidden " + classId, "confidentiality", "CONFIDENTIAL"));
    }

    private static Confidentiality confidentiality(Random random) {
        return random.nextInt(4) == 0 ? Confidentiality.CONFIDENTIAL : Confidentiality.PUBLIC_INTERNAL;
    }

    private static Closed closed(
            Random random, List<String> teams, List<String> templates, List<String> offerings, int cis) {
        String type = List.of("NORMAL", "NORMAL", "STANDARD", "EMERGENCY").get(random.nextInt(4));
        Instant reportedAt = START.plusMillis(random.nextLong(YEAR.toMillis()));
        Instant actualFrom =
                reportedAt.plusMillis(1 + random.nextLong(Duration.ofDays(20).toMillis()));
        Instant actualTo =
                actualFrom.plusMillis(1 + random.nextLong(Duration.ofHours(9).toMillis()));
        return new Closed(
                Ids.next(),
                random.nextInt(6) == 0,
                confidentiality(random),
                random.nextInt(8) == 0 ? null : teams.get(random.nextInt(teams.size())),
                type,
                type.equals("STANDARD") ? templates.get(random.nextInt(templates.size())) : null,
                random.nextInt(5) == 0 ? null : offerings.get(random.nextInt(offerings.size())),
                ChangeOutcome.values()[random.nextInt(ChangeOutcome.values().length)].name(),
                random.nextInt(9) == 0,
                reportedAt,
                type.equals("STANDARD")
                        ? null
                        : reportedAt.plusMillis(random.nextLong(
                                Duration.between(reportedAt, actualFrom).toMillis())),
                actualFrom,
                actualTo,
                actualTo.plusMillis(random.nextLong(Duration.ofDays(5).toMillis())),
                random.nextInt(cis),
                IntStream.range(0, random.nextInt(3))
                        .mapToObj(_ -> Asked.of(random, reportedAt))
                        .toList());
    }

    /** Writes it as copies of a change and an incident that were made through the API, so that they can be read. */
    private void write(World world) {
        String change = fixture.requested(Map.of("title", "Like all others"));
        fixture.move(change, ChangeState.CLOSED);
        String incident = fixture.incident(Map.of());
        List<Map<String, Object>> changes = world.changes().stream()
                .map(one -> {
                    Map<String, @Nullable Object> properties = new HashMap<>(Map.of(
                            "organisationId", one.foreign() ? "foreign" : fixture.organisationId,
                            "confidentiality", one.confidentiality().name(),
                            "confidentialityLevel", one.confidentiality().level(),
                            "type", one.type(),
                            "outcome", one.outcome(),
                            "unauthorised", one.unauthorised(),
                            "participantIds", List.of(),
                            "teamIds", List.of()));
                    properties.put("teamId", one.teamId());
                    properties.put("templateId", one.templateId());
                    properties.put("serviceOfferingId", one.offeringId());
                    properties.put("reportedAt", at(one.reportedAt()));
                    properties.put("authorisedAt", at(one.authorisedAt()));
                    properties.put("authorisedById", one.authorisedAt() == null ? null : "somebody");
                    properties.put("actualFrom", at(one.actualFrom()));
                    properties.put("actualTo", at(one.actualTo()));
                    properties.put("closedAt", at(one.closedAt()));
                    return Map.<String, Object>of(
                            "id",
                            one.id(),
                            "properties",
                            properties,
                            "ciId",
                            world.ciIds().get(one.ci()));
                })
                .toList();
        List<Map<String, Object>> incidents = world.incidents().stream()
                .map(one -> Map.<String, Object>of(
                        "id",
                        one.id(),
                        "properties",
                        Map.of(
                                "state", one.cancelled() ? "CANCELLED" : "NEW",
                                "confidentiality", one.confidentiality().name(),
                                "confidentialityLevel", one.confidentiality().level(),
                                "participantIds", List.of(),
                                "teamIds", List.of(),
                                "reportedAt", Objects.requireNonNull(at(one.reportedAt()))),
                        "ciId",
                        world.ciIds().get(one.ci())))
                .toList();
        List<Map<String, @Nullable Object>> pairs = world.pairs().stream()
                .map(pair -> {
                    Map<String, @Nullable Object> row = new HashMap<>();
                    row.put("one", world.changes().get(pair.one()).id());
                    row.put("two", world.changes().get(pair.two()).id());
                    row.put("goneAt", at(pair.goneAt()));
                    row.put("byPeople", pair.tie().byPeople);
                    row.put(
                            "items",
                            pair.tie().cis.isEmpty()
                                    ? List.of()
                                    : List.of(pair.tie().cis.stream()
                                            .map(world.ciIds()::get)
                                            .collect(Collectors.joining(" "))));
                    return row;
                })
                .toList();
        List<Map<String, Object>> resolved = world.resolved().stream()
                .map(one -> Map.<String, Object>of(
                        "changeId", one.changeId(), "incidentId", one.incidentId(), "key", one.toString()))
                .toList();
        copies("Change", change, changes);
        copies("Incident", incident, incidents);
        run(
                "UNWIND $rows AS row CREATE (r:ApprovalRequest) SET r = row",
                Map.of(
                        "rows",
                        world.changes().stream()
                                .flatMap(one -> one.asked().stream().map(request -> {
                                    Map<String, @Nullable Object> row = new HashMap<>();
                                    row.put("id", request.id());
                                    row.put("recordId", one.id());
                                    row.put("state", request.state());
                                    row.put("current", true);
                                    row.put("dueAt", at(request.dueAt()));
                                    row.put("decidedAt", at(request.decidedAt()));
                                    return row;
                                }))
                                .toList()));
        run(
                "UNWIND $rows AS row MATCH (one:Change {id: row.one}) MATCH (two:Change {id: row.two})"
                        + " WITH one, two, row.goneAt AS goneAt, {byPeople: row.byPeople, items: row.items} AS ties"
                        + " FOREACH (_ IN CASE WHEN goneAt IS NULL THEN [1] ELSE [] END |"
                        + " CREATE (one)-[between:CONFLICTS_WITH]->(two) SET between = ties)"
                        + " FOREACH (_ IN CASE WHEN goneAt IS NULL THEN [] ELSE [1] END |"
                        + " CREATE (one)-[past:CONFLICTED_WITH]->(two) SET past = ties SET past.goneAt = goneAt)",
                Map.of("rows", pairs));
        run(
                "UNWIND $rows AS row MATCH (c:Change {id: row.changeId}) MATCH (i:Incident {id: row.incidentId})"
                        + " CREATE (c)-[:RESOLVES {key: row.key}]->(i)",
                Map.of("rows", resolved));
    }

    private void copies(String label, String id, List<Map<String, Object>> rows) {
        run(
                "MATCH (like:" + label + " {id: $id}) UNWIND $rows AS row CREATE (c:Entity:Ticket:" + label
                        + " {id: row.id}) SET c = like {.*, id: row.id, number: 'F' + row.id} SET c += row.properties WITH c, row"
                        + " MATCH (ci:ConfigurationItem {id: row.ciId}) CREATE (c)-[:AFFECTS]->(ci)",
                Map.of("id", id, "rows", rows));
    }

    private void run(String statement, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            session.run(statement, parameters).consume();
        }
    }

    private static @Nullable Object at(@Nullable Instant instant) {
        return instant == null ? null : instant.atZone(ZoneOffset.UTC);
    }

    /** As a manager does who wonders which changes these are. */
    @Test
    void shouldCountWhatTheListOfChangesLists() {
        Instant from = clock.now().minusSeconds(60);
        for (int n = 0; n < 2; n++) {
            fixture.move(fixture.requested(Map.of()), ChangeState.CLOSED);
        }
        fixture.move(fixture.requested(Map.of()), ChangeState.CANCELLED);
        Instant to = clock.now().plusSeconds(60);

        JsonNode listed = fixture.query(
                        fixture.manager,
                        "query($from: DateTime!, $to: DateTime!) { changes(filter: {state: {eq: CLOSED}, closedAt: {gte: $from, lt: $to}})"
                                + " { totalCount } }",
                        Map.of("from", from.toString(), "to", to.toString()))
                .withoutErrors()
                .at("changes.totalCount");

        JsonNode figures =
                ask(fixture.manager, from, to, Map.of()).withoutErrors().at("changeFigures");
        assertThat(figures.at("/total/closed").asInt()).isEqualTo(2).isEqualTo(listed.asInt());
        assertThat(ask(fixture.stranger, from, to, Map.of())
                        .withoutErrors()
                        .at("changeFigures")
                        .at("/total/closed")
                        .asInt())
                .as("of another organisation")
                .isZero();
        assertThat(ask(fixture.caller, from, to, Map.of()).errorCodes()).containsExactly("FORBIDDEN");
    }

    @Test
    void shouldCountReleasesThatEnded() {
        String prefix = Ids.next();
        Map<String, Object> of = Map.of(
                "organisationId",
                fixture.organisationId,
                "secret",
                Confidentiality.CONFIDENTIAL.level(),
                "prefix",
                prefix,
                "offeringId",
                fixture.offeringId,
                "at",
                Objects.requireNonNull(at(START)));
        run("""
            UNWIND ['CLOSED', 'CLOSED', 'SECRETLY', 'ROLLED_BACK', 'HIDDEN', 'LATER'] AS kind
            CREATE (r:Release {id: $prefix + randomUUID(), number: $prefix + randomUUID(), organisationId: $organisationId,
              state: CASE kind WHEN 'ROLLED_BACK' THEN kind ELSE 'CLOSED' END, participantIds: [], teamIds: [], selfService: false,
              confidentialityLevel: CASE kind WHEN 'HIDDEN' THEN $secret ELSE 0 END})
            SET r.closedAt = CASE kind WHEN 'ROLLED_BACK' THEN null WHEN 'LATER' THEN $at + duration('P1D') ELSE $at END,
              r.rolledBackAt = CASE kind WHEN 'ROLLED_BACK' THEN $at END,
              r.teamId = CASE kind WHEN 'CLOSED' THEN $prefix END,
              r.serviceOfferingId = CASE kind WHEN 'ROLLED_BACK' THEN $offeringId END
            WITH kind, r WHERE kind IN ['ROLLED_BACK', 'SECRETLY']
            CREATE (r)-[:FOLLOWED_BY {key: r.id}]->(:Incident {id: r.id, number: r.id, organisationId: $organisationId,
              participantIds: [], teamIds: [], selfService: false,
              confidentialityLevel: CASE kind WHEN 'SECRETLY' THEN $secret ELSE 0 END})
            """, of);

        JsonNode told = ask(fixture.manager, START, START.plus(Duration.ofDays(1)), Map.of())
                .withoutErrors()
                .at("changeFigures.releases");

        assertThat(told.toString())
                .isEqualTo("{\"ended\":4,\"closed\":3,\"rolledBack\":1,\"successRate\":0.75,\"withIncidents\":1}");
        assertThat(ended(Map.of("teamIds", List.of(prefix)))).isEqualTo(2);
        assertThat(ended(Map.of("serviceOfferingIds", List.of(fixture.offeringId))))
                .isEqualTo(1);
        assertThat(ended(Map.of("organisationIds", List.of(fixture.organisationId))))
                .isEqualTo(4);
        assertThat(ended(Map.of("organisationIds", List.of(Ids.next())))).isZero();
    }

    private int ended(Map<String, Object> filter) {
        return ask(fixture.manager, START, START.plus(Duration.ofDays(1)), filter)
                .withoutErrors()
                .at("changeFigures.releases.ended")
                .asInt();
    }

    @Test
    void shouldRefuseRangesThatAreEmptyOrTooLong() {
        for (Duration length : List.of(Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(367))) {
            assertThat(ask(fixture.manager, START, START.plus(length), Map.of()).errorCodes())
                    .containsExactly("BAD_USER_INPUT");
        }
    }

    @Test
    void shouldCallTheDatabaseNoMoreOftenForMoreChanges() {
        World world = world(new Random(7));
        Instant first = world.changes().stream()
                .filter(change -> !change.foreign() && change.confidentiality() == Confidentiality.PUBLIC_INTERNAL)
                .filter(change -> change.offeringId() != null && change.implemented())
                .map(Closed::closedAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();

        List<String> few = statements(first, Duration.ofDays(60));
        List<String> many = statements(first, YEAR);

        // Of offerings, templates and teams there are a few more: each by itself would be asked for that often.
        assertThat(CypherCalls.growing(few, many, 4)).isEmpty();
    }

    @Test
    void shouldReadNothingThatIsNotAskedFor() {
        calls.reset();
        fixture.query(
                        fixture.manager,
                        "query($from: DateTime!, $to: DateTime!) { changeFigures(from: $from, to: $to) { total { closed } } }",
                        Map.of("from", START.toString(), "to", START.plus(YEAR).toString()))
                .withoutErrors();

        assertThat(calls.since("change/figures", "release/figures")).containsExactly("change/figures");
    }

    private List<String> statements(Instant from, Duration length) {
        calls.reset();
        ask(fixture.manager, from, from.plus(length), Map.of()).withoutErrors();
        return calls.since("");
    }

    private GraphQlAnswer ask(String token, Instant from, Instant to, Map<String, Object> filter) {
        return fixture.query(token, FIGURES, Map.of("from", from.toString(), "to", to.toString(), "filter", filter));
    }
}
