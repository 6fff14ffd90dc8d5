// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mainstay.cmdb.CiClasses;
import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.problem.ProblemCommonCause;
import io.mainstay.problem.ProblemCommonCauses;
import io.mainstay.problem.ProblemTrendIncompleteReason;
import io.mainstay.problem.TrendFixture;
import io.mainstay.problem.internal.store.TrendStore;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.IntegrationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** What is read for trends and common causes, and where reading ends. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrendReaderIT {

    private static final Instant UNTIL = Instant.parse("2026-06-01T08:00:00Z");
    private static final Duration WINDOW = Duration.ofDays(10);

    @Autowired
    private TrendStore store;

    @Autowired
    private CiClasses classes;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private TrendFixture fixture;

    @Autowired
    private CmdbFixture cmdb;

    @Autowired
    private CommonCauses causes;

    @Autowired
    private CypherCalls calls;

    private Visibility visibility = Visibility.everything("nobody");

    /** Ten items in a chain of dependencies, each with two incidents in the window and three before it. */
    @BeforeAll
    void enterHistory() {
        String organisation = Ids.next();
        visibility =
                new Visibility(false, Set.of(organisation), Set.of(), "nobody", Confidentiality.PUBLIC_INTERNAL, false);
        List<TrendModel.Item> items = new ArrayList<>();
        Set<TrendModel.Link> links = new HashSet<>();
        List<TrendModel.Happening> happenings = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String ci = organisation + "-" + i;
            items.add(new TrendModel.Item(ci, 0, false));
            if (i > 0) {
                links.add(new TrendModel.Link(organisation + "-" + (i - 1), ci));
            }
            for (int day : List.of(1, 2, 11, 12, 13)) {
                happenings.add(new TrendModel.Happening(
                        Ids.next(),
                        UNTIL.minus(Duration.ofDays(day)).minusSeconds(i),
                        Set.of(ci),
                        TrendModel.Fate.PLAIN));
            }
        }
        fixture.enter(new TrendModel(items, links, happenings), organisation);
    }

    @Test
    void shouldReadEverythingWithinTheBudgets() {
        calls.reset();
        TrendReader.Read read = read(new TrendReader.Limits(30, 10, 9), true);

        assertThat(read.incompleteReason()).isNull();
        assertThat(read.facts().incidents()).hasSize(20);
        assertThat(pastOf(read)).isEqualTo(30);
        assertThat(read.facts().providers().values().stream()
                        .mapToInt(Set::size)
                        .sum())
                .isEqualTo(9);
        assertThat(read.facts().windowsInPast()).isEqualTo(6);
        assertThat(calls.since("problem/")).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(4);
        calls.reset();
        assertThat(read(TrendReader.Limits.USUAL, false).facts().providers()).isEmpty();
        assertThat(calls.since("problem/")).hasSize(3);
    }

    @Test
    void shouldCountTheNewestIncidentsOfAWindowThatHasTooMany() {
        TrendReader.Read read = read(new TrendReader.Limits(10, 10, 9), true);

        assertThat(read.incompleteReason()).isEqualTo(ProblemTrendIncompleteReason.INCIDENT_BUDGET);
        assertThat(read.facts().incidents())
                .hasSize(10)
                .allSatisfy(incident -> assertThat(incident.reportedAt()).isAfter(UNTIL.minus(Duration.ofDays(2))));
    }

    @Test
    void shouldExpectByAShorterPastIfThePastHasTooMany() {
        TrendReader.Read read = read(new TrendReader.Limits(20, 10, 9), true);

        assertThat(read.incompleteReason()).isEqualTo(ProblemTrendIncompleteReason.BASELINE_BUDGET);
        assertThat(read.facts().incidents()).hasSize(20);
        assertThat(pastOf(read)).as("one more than the budget").isEqualTo(21);
        assertThat(read.facts().windowsInPast())
                .as("the three days to the oldest of them, of ten")
                .isCloseTo(0.3, within(1e-9));
    }

    @Test
    void shouldSayWhenThereIsMoreAroundThanIsRead() {
        assertThat(read(new TrendReader.Limits(30, 9, 9), true).incompleteReason())
                .isEqualTo(ProblemTrendIncompleteReason.CI_BUDGET);
        assertThat(read(new TrendReader.Limits(30, 10, 8), true).incompleteReason())
                .isEqualTo(ProblemTrendIncompleteReason.CI_BUDGET);
        assertThat(read(new TrendReader.Limits(30, 1, 1), false).incompleteReason())
                .isNull();
    }

    private TrendReader.Read read(TrendReader.Limits limits, boolean withNeighbourhoods) {
        return work.read(
                () -> new TrendReader(store, classes, limits).read(WINDOW, UNTIL, withNeighbourhoods, visibility));
    }

    private static int pastOf(TrendReader.Read read) {
        return read.facts().past().stream().mapToInt(TrendFacts.Past::count).sum();
    }

    @Test
    void shouldRankCommonCausesWithOneCallForEachLevel() {
        String place = cmdb.organisation("Causes");
        String token = cmdb.manager(place);
        String database = cmdb.ci(token, "server", "causes-database");
        String disk = cmdb.ci(token, "server", "causes-disk");
        String spare = cmdb.ci(token, "server", "causes-spare");
        String twin = cmdb.ci(token, "server", "causes-twin");
        cmdb.relate(token, database, "DEPENDS_ON", disk);
        Map<String, List<String>> incidents = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            String application = cmdb.ci(token, "server", "causes-application-" + i);
            cmdb.relate(token, application, "DEPENDS_ON", database);
            for (String member : List.of(spare, twin)) {
                cmdb.relate(
                        token,
                        Map.of(
                                "sourceId",
                                application,
                                "targetId",
                                member,
                                "type",
                                "RUNS_ON",
                                "group",
                                Map.of("name", "pair", "minUp", 1)));
            }
            incidents.put("incident-" + i, List.of(application));
        }
        incidents.put("incident-3", List.of(spare));

        calls.reset();
        ProblemCommonCauses found = causes.of(Principal.SYSTEM, incidents);

        assertThat(calls.since("cmdb/"))
                .as("three levels, who sees what at both ends, and names")
                .hasSize(6);
        assertThat(found.complete()).isTrue();
        assertThat(found.causes().stream().map(ProblemCommonCause::ciId).limit(2))
                .containsExactly(database, disk);
        ProblemCommonCause nearest = found.causes().getFirst();
        assertThat(nearest.explained())
                .extracting(ProblemCommonCause.Explained::incidentId)
                .containsExactly("incident-0", "incident-1", "incident-2");
        assertThat(found.causes().get(1).explained()).allSatisfy(explained -> {
            assertThat(explained.distance()).isEqualTo(2);
            assertThat(explained.path().getFirst().fromId()).isEqualTo(disk);
            assertThat(explained.path().getLast().toId()).isEqualTo(explained.ciId());
        });
        assertThat(found.causes().stream().filter(cause -> cause.ciId().equals(spare)))
                .as("a spare makes up for it")
                .singleElement()
                .satisfies(cause -> assertThat(cause.explained()).hasSize(1));

        Map<String, List<String>> many = new LinkedHashMap<>();
        for (int i = 0; i <= CommonCauses.MAX_INCIDENTS; i++) {
            many.put("many-" + i, List.of(database));
        }
        ProblemCommonCauses cut = causes.of(Principal.SYSTEM, many);
        assertThat(cut.complete()).isFalse();
        assertThat(cut.causes().getFirst().explained()).hasSize(CommonCauses.MAX_INCIDENTS);
    }
}
