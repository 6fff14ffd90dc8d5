// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CompanyGeneratorTest {

    private static final long SEED = 20_260_101;
    private static final Instant NOW = Instant.parse("2026-03-18T10:15:30Z");
    private static final Company FULL = new CompanyGenerator(SEED, CompanySize.FULL).generate(NOW);
    private static final Company SMALL = new CompanyGenerator(SEED, CompanySize.SMALL).generate(NOW);
    /** What the episodes add to the incidents that are drawn. */
    private static final int RECURRING = Texts.episodes().stream()
            .mapToInt(episode -> episode.stages().size())
            .sum();

    static final List<Company> COMPANIES = List.of(FULL, SMALL);

    @Test
    void shouldMakeTheSameCompanyFromTheSameSeed() {
        assertThat(new CompanyGenerator(SEED, CompanySize.FULL).generate(NOW)).isEqualTo(FULL);
    }

    @Test
    void shouldMakeOtherIncidentsFromAnotherSeed() {
        Company other = new CompanyGenerator(SEED + 1, CompanySize.FULL).generate(NOW);

        assertThat(other.incidents()).isNotEqualTo(FULL.incidents());
    }

    @Test
    void shouldBeAsLargeAsPromised() {
        assertThat(FULL.cis()).hasSizeBetween(1_700, 2_000);
        assertThat(FULL.relations()).hasSizeBetween(3_000, 6_000);
        assertThat(FULL.incidents()).hasSize(300 + RECURRING);
        assertThat(ofKind(FULL, CiKind.BUSINESS_SERVICE)).hasSizeBetween(40, 50);
        assertThat(SMALL.cis()).hasSizeBetween(200, 500);
        assertThat(SMALL.incidents()).hasSize(40 + RECURRING);
    }

    @Test
    void shouldHaveItemsOfEveryKind() {
        assertThat(FULL.cis().stream().map(DemoCi::kind).distinct()).containsExactlyInAnyOrder(CiKind.values());
        assertThat(FULL.cis().stream().map(DemoCi::lifecycle).distinct()).containsExactlyInAnyOrder(Lifecycle.values());
        assertThat(FULL.cis().stream()
                        .map(ci -> ci.stewardship().organisation())
                        .distinct())
                .contains(RealmOrganisation.GROUP, RealmOrganisation.LOGISTICS, RealmOrganisation.RETAIL);
        assertThat(FULL.cis().stream().map(ci -> ci.stewardship().support()).distinct())
                .hasSizeGreaterThanOrEqualTo(10);
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldNameEveryItemOnceAndDescribeIt(Company company) {
        assertThat(company.cis())
                .extracting(DemoCi::name)
                .doesNotHaveDuplicates()
                .doesNotContain("");
        assertThat(company.cis()).extracting(DemoCi::description).allMatch(text -> text.endsWith("."));
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldRelateOnlyItemsThatExistAndAreNotRetired(Company company) {
        Set<String> usable = company.cis().stream()
                .filter(ci -> ci.lifecycle() != Lifecycle.RETIRED)
                .map(DemoCi::name)
                .collect(Collectors.toSet());

        assertThat(company.relations()).allSatisfy(relation -> {
            assertThat(usable).contains(relation.source(), relation.target());
            assertThat(relation.source()).isNotEqualTo(relation.target());
        });
        assertThat(company.relations())
                .extracting(relation -> relation.source() + relation.kind() + relation.target())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldGiveEveryGroupOneRuleThatItsMembersCanMeet(Company company) {
        Map<List<String>, List<DemoRelation>> groups = company.relations().stream()
                .filter(relation -> relation.redundancy() != null)
                .collect(Collectors.groupingBy(relation ->
                        List.of(relation.source(), relation.redundancy().group())));

        assertThat(groups.values()).allSatisfy(members -> {
            assertThat(members.stream().map(DemoRelation::redundancy).distinct())
                    .hasSize(1);
            Redundancy rule = members.getFirst().redundancy();
            assertThat(rule.required()).isPositive().isLessThanOrEqualTo(rule.percent() ? 100 : members.size());
        });
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldHaveNoCycleAmongFailuresThatStop(Company company) {
        Map<String, List<String>> targets = company.relations().stream()
                .filter(relation -> carriesStop(relation.kind()))
                .collect(Collectors.groupingBy(
                        DemoRelation::source, Collectors.mapping(DemoRelation::target, Collectors.toList())));

        Set<String> finished = new HashSet<>();
        targets.keySet().forEach(name -> visit(name, targets, new HashSet<>(), finished));

        assertThat(finished).containsAll(targets.keySet());
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldPowerDataCentreRacksFromTwoSides(Company company) {
        List<DemoCi> racks = ofKind(company, CiKind.RACK);

        assertThat(racks).isNotEmpty().allSatisfy(rack -> {
            List<DemoRelation> feeds = company.relations().stream()
                    .filter(relation ->
                            relation.source().equals(rack.name()) && relation.kind() == RelationKind.POWERED_BY)
                    .toList();
            assertThat(feeds)
                    .hasSize(2)
                    .allMatch(feed -> Redundancy.minUp("power", 1).equals(feed.redundancy()));
            assertThat(feeds.stream()
                            .map(feed -> panelOf(company, feed.target()))
                            .distinct())
                    .hasSize(2);
        });
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldGiveEveryProductiveDatabaseAReplicaInTheOtherDataCentre(Company company) {
        Map<String, DemoCi> byName = byName(company);
        Map<String, List<DemoRelation>> databases = company.relations().stream()
                .filter(relation -> relation.redundancy() != null
                        && relation.redundancy().group().equals("database"))
                .collect(Collectors.groupingBy(DemoRelation::source));

        assertThat(databases).isNotEmpty();
        assertThat(databases.values()).allSatisfy(pair -> {
            assertThat(pair).hasSize(2);
            assertThat(pair.stream()
                            .map(relation -> byName.get(relation.target()).site())
                            .distinct())
                    .hasSize(2);
        });
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldRunEveryLiveMachineOnSomething(Company company) {
        Set<String> placed = company.relations().stream()
                .filter(relation ->
                        relation.kind() == RelationKind.RUNS_ON || relation.kind() == RelationKind.LOCATED_IN)
                .map(DemoRelation::source)
                .collect(Collectors.toSet());
        Set<CiKind> kinds = Set.of(
                CiKind.VIRTUAL_MACHINE,
                CiKind.DATABASE,
                CiKind.SERVER,
                CiKind.CONTAINER_WORKLOAD,
                CiKind.APPLICATION_SERVICE,
                CiKind.SWITCH,
                CiKind.RACK,
                CiKind.POWER_PANEL);

        assertThat(company.cis().stream()
                        .filter(ci -> kinds.contains(ci.kind()) && ci.lifecycle() == Lifecycle.LIVE)
                        .map(DemoCi::name))
                .isSubsetOf(placed);
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldReportIncidentsOnLiveItemsWithTheirOffering(Company company) {
        Map<String, DemoCi> byName = byName(company);

        assertThat(company.incidents()).allSatisfy(incident -> {
            assertThat(byName.get(incident.ci()).lifecycle()).isEqualTo(Lifecycle.LIVE);
            assertThat(byName.get(incident.offering()).kind()).isEqualTo(CiKind.SERVICE_OFFERING);
            assertThat(incident.reportedAt()).isBetween(NOW.minusSeconds(95L * 86_400), NOW);
        });
        assertThat(company.incidents()).isSortedAccordingTo(Comparator.comparing(DemoIncident::reportedAt));
        assertThat(company.incidents()).extracting(DemoIncident::key).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldTellHistoriesInOrderUpToNow(Company company) {
        assertThat(company.incidents()).allSatisfy(incident -> {
            Instant last = incident.reportedAt();
            for (IncidentStep step : incident.steps()) {
                assertThat(step.at()).isAfterOrEqualTo(last).isBeforeOrEqualTo(NOW);
                last = step.at();
            }
        });
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldTakeOnlyStepsThatTheStateAllows(Company company) {
        assertThat(company.incidents()).allSatisfy(CompanyGeneratorTest::replay);
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldAffectNobodyAgainAndAgain(Company company) {
        assertThat(affected(company).values()).allMatch(count -> count <= 12);
    }

    @Test
    void shouldSpreadIncidentsOverPeopleAndLeaveTheRequestersSome() {
        Map<DemoPerson, Long> affected = affected(FULL);

        assertThat(affected).hasSizeGreaterThan(150);
        assertThat(affected.get(RealmPerson.REQUESTER)).isGreaterThan(3);
        assertThat(affected.get(RealmPerson.REQUESTER_LOGISTICS)).isGreaterThan(3);
    }

    @Test
    void shouldReportWhatGoesWrongWhereOneWorks() {
        Map<String, DemoCi> byName = byName(FULL);
        List<DemoIncident> atSites = FULL.incidents().stream()
                .filter(incident -> incident.caller() instanceof Colleague)
                .filter(incident -> incident.site() != null
                        && byName.get(incident.ci()).place() != Place.DATA_CENTRE
                        && !incident.confidential())
                .toList();

        assertThat(atSites)
                .hasSizeGreaterThan(50)
                .allSatisfy(incident ->
                        assertThat(((Colleague) incident.caller()).site()).isEqualTo(incident.site()));
    }

    @Test
    void shouldHavePeopleAtEverySiteOfADivision() {
        Staff staff = new Staff(FULL.cis());

        assertThat(staff.all()).hasSizeBetween(200, 400);
        assertThat(staff.all()).extracting(Colleague::username).doesNotHaveDuplicates();
        assertThat(ofKind(FULL, CiKind.SITE).stream()
                        .filter(site -> site.place() != Place.DATA_CENTRE)
                        .map(DemoCi::name))
                .allSatisfy(site -> assertThat(staff.at(site)).isNotEmpty());
        assertThat(staff.all())
                .extracting(Colleague::place)
                .contains("the finance department", "the Northfield plant", "the Shanghai office", "the Whitby store");
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldLetSomebodyElseThanTheCallerDoTheWork(Company company) {
        assertThat(company.incidents())
                .allSatisfy(incident -> assertThat(incident.steps().stream()
                                .filter(step ->
                                        step instanceof IncidentStep.Start || step instanceof IncidentStep.Resolve)
                                .map(IncidentStep::actor))
                        .doesNotContain(incident.caller()));
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldLeaveIncidentsInEveryStage(Company company) {
        assertThat(company.incidents().stream().map(DemoIncident::stage).distinct())
                .contains(
                        IncidentStage.NEW,
                        IncidentStage.ASSIGNED,
                        IncidentStage.IN_PROGRESS,
                        IncidentStage.ON_HOLD,
                        IncidentStage.RESOLVED,
                        IncidentStage.CLOSED);
        assertThat(count(company, incident -> incident.stage().unresolved()))
                .isBetween(company.incidents().size() / 12L, company.incidents().size() / 4L);
    }

    @Test
    void shouldTellOfReopenedCancelledAndConfirmedIncidents() {
        List<IncidentStep> steps = FULL.incidents().stream()
                .flatMap(incident -> incident.steps().stream())
                .toList();

        assertThat(steps).hasAtLeastOneElementOfType(IncidentStep.Reopen.class);
        assertThat(steps).hasAtLeastOneElementOfType(IncidentStep.Cancel.class);
        assertThat(steps).hasAtLeastOneElementOfType(IncidentStep.Resume.class);
        assertThat(steps).anyMatch(step -> step instanceof IncidentStep.Close && step.actor() == null);
        assertThat(steps).anyMatch(step -> step instanceof IncidentStep.Close && step.actor() != null);
    }

    @Test
    void shouldSpeakEnglishAndChineseWithoutRepeatingItself() {
        assertThat(count(FULL, incident -> incident.title().codePoints().anyMatch(Character::isIdeographic)))
                .isGreaterThan(5);
        assertThat(FULL.incidents().stream().map(DemoIncident::description).distinct())
                .hasSizeGreaterThan(200);
        assertThat(FULL.incidents())
                .allSatisfy(incident -> assertThat(incident.title() + incident.description() + incident.steps())
                        .doesNotContain("{n", "{ci", "{s", "{c", "{a", "{p", "null,"));
    }

    @Test
    void shouldSpreadReportsOverTheDay() {
        Map<Integer, Long> hours = FULL.incidents().stream()
                .filter(incident -> incident.channel() != Channel.MONITORING)
                .collect(Collectors.groupingBy(
                        incident ->
                                incident.reportedAt().atZone(OfficeTime.ZONE).getHour(),
                        Collectors.counting()));
        long all = hours.values().stream().mapToLong(Long::longValue).sum();

        assertThat(hours.entrySet().stream()
                        .filter(hour -> hour.getKey() >= 7 && hour.getKey() < 9)
                        .mapToLong(Map.Entry::getValue)
                        .sum())
                .isLessThan(all / 5);
        assertThat(hours.entrySet().stream().filter(hour -> hour.getKey() >= 9 && hour.getKey() < 17))
                .hasSize(8)
                .allMatch(hour -> hour.getValue() > all / 30);
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldLeaveNothingLyingThatPresses(Company company) {
        assertThat(company.incidents().stream()
                        .filter(incident -> incident.impact() == Level.HIGH && incident.urgency() == Level.HIGH)
                        .filter(incident -> incident.stage().unresolved())
                        // What recurs is told as it has to be for its problem.
                        .filter(incident -> incident.key().startsWith("incident-")))
                .allSatisfy(incident -> {
                    assertThat(incident.stage()).isNotEqualTo(IncidentStage.ON_HOLD);
                    assertThat(incident.reportedAt()).isAfter(NOW.minus(Duration.ofHours(12)));
                });
    }

    @Test
    void shouldMostlyBeginInTime() {
        List<Duration> urgent = FULL.incidents().stream()
                .filter(incident -> incident.impact() == Level.HIGH && incident.urgency() == Level.HIGH)
                .flatMap(incident -> incident.steps().stream()
                        .filter(step -> step instanceof IncidentStep.Start || step instanceof IncidentStep.Comment)
                        .limit(1)
                        .map(step -> Duration.between(incident.reportedAt(), step.at())))
                .toList();

        assertThat(urgent).hasSizeGreaterThan(10);
        assertThat(urgent.stream().filter(response -> response.compareTo(Duration.ofMinutes(15)) > 0))
                .hasSizeLessThan(urgent.size() / 4);
    }

    @Test
    void shouldGiveTheServiceDeskWorkOfItsOwn() {
        assertThat(FULL.incidents().stream()
                        .flatMap(incident -> incident.steps().stream())
                        .filter(step ->
                                step instanceof IncidentStep.Assign assign && assign.team() == RealmTeam.SERVICE_DESK))
                .hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldBreakSomethingWithEverySwitchOfASite(Company company) {
        Map<String, DemoCi> byName = byName(company);
        Set<String> needed = company.relations().stream()
                .filter(relation -> carriesStop(relation.kind()))
                .filter(relation -> relation.redundancy() == null)
                .filter(relation -> byName.get(relation.source()).kind() == CiKind.CLIENT_DEVICE)
                .map(DemoRelation::target)
                .collect(Collectors.toSet());

        assertThat(ofKind(company, CiKind.SWITCH).stream()
                        .filter(ci -> ci.place() != Place.DATA_CENTRE)
                        .map(DemoCi::name))
                .isNotEmpty()
                .isSubsetOf(needed);
    }

    @Test
    void shouldHaveOneSwitchThatAServiceFallsWith() {
        Map<String, DemoCi> byName = byName(FULL);

        assertThat(ofKind(FULL, CiKind.SWITCH).stream()
                        .map(DemoCi::name)
                        .filter(name -> stoppedBy(FULL, name).stream()
                                .anyMatch(stopped -> byName.get(stopped).kind() == CiKind.BUSINESS_SERVICE)))
                .containsExactly("hq-sw-01");
        assertThat(stoppedBy(FULL, "hq-sw-01")).contains("hq-time-01", "Time Terminals", "Time Recording");
    }

    @Test
    void shouldMarkItemsOfOpenFailures() {
        Map<String, DemoCi> byName = byName(FULL);

        assertThat(FULL.incidents().stream()
                        .filter(incident -> incident.stage() == IncidentStage.IN_PROGRESS
                                && incident.symptom() == Symptom.UNAVAILABLE)
                        .map(incident -> byName.get(incident.ci()).status()))
                .isNotEmpty()
                .containsOnly(OperationalStatus.DOWN);
    }

    @Test
    void shouldUseEveryTemplate() {
        long titles = Texts.incidents().stream()
                .filter(text -> FULL.incidents().stream()
                        .anyMatch(incident -> incident.category().equals(text.category())))
                .count();

        assertThat(titles).isEqualTo(Texts.incidents().size());
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldTellOfProblemsInOrderUpToNow(Company company) {
        Set<String> known = company.incidents().stream().map(DemoIncident::key).collect(Collectors.toSet());

        assertThat(company.problems().stream().map(DemoProblem::stage).distinct())
                .containsExactlyInAnyOrder(DemoProblem.Stage.values());
        assertThat(company.problems()).extracting(DemoProblem::key).doesNotHaveDuplicates();
        assertThat(company.problems()).allSatisfy(problem -> {
            Instant last = problem.reportedAt();
            for (ProblemStep step : problem.steps()) {
                assertThat(step.at()).isAfterOrEqualTo(last).isBeforeOrEqualTo(NOW);
                last = step.at();
            }
            assertThat(problem.allIncidents()).isSubsetOf(known).doesNotHaveDuplicates();
        });
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldTellOfChangesInOrderUpToNow(Company company) {
        Set<String> incidents =
                company.incidents().stream().map(DemoIncident::key).collect(Collectors.toSet());
        Set<String> problems = company.problems().stream().map(DemoProblem::key).collect(Collectors.toSet());

        assertThat(company.changes().stream().map(DemoChange::stage).distinct())
                .containsExactlyInAnyOrder(DemoChange.Stage.values());
        assertThat(company.changes()).extracting(DemoChange::key).doesNotHaveDuplicates();
        assertThat(company.changes()).allSatisfy(change -> {
            Instant last = change.requestedAt();
            for (ChangeStep step : change.steps()) {
                assertThat(step.at()).as(change.key()).isAfterOrEqualTo(last).isBeforeOrEqualTo(NOW);
                last = step.at();
            }
            assertThat(change.incidents()).as(change.key()).isSubsetOf(incidents);
            assertThat(change.problems()).as(change.key()).isSubsetOf(problems);
            assertThat(change.cis().isEmpty()).isEqualTo(change.noCisReason() != null);
        });
    }

    @Test
    void shouldHaveChangesOfEachSort() {
        List<DemoChange> changes = FULL.changes();

        assertThat(changes).hasSize(18);
        assertThat(changes).filteredOn(DemoChange::emergency).hasSize(3);
        assertThat(changes).filteredOn(change -> !change.incidents().isEmpty()).hasSizeGreaterThan(5);
        assertThat(changes).filteredOn(change -> !change.problems().isEmpty()).hasSize(3);
        assertThat(changes)
                .flatExtracting(DemoChange::steps)
                .hasAtLeastOneElementOfType(ChangeStep.AuthoriseVerbally.class)
                .hasAtLeastOneElementOfType(ChangeStep.MarkUnauthorised.class)
                .hasAtLeastOneElementOfType(ChangeStep.Reject.class);
        assertThat(changes)
                .filteredOn(change -> change.stage() == DemoChange.Stage.IMPLEMENTING)
                .singleElement()
                .satisfies(change -> assertThat(change.to()).as("overrun").isBefore(NOW));
        assertThat(Texts.changes().stream().flatMap(change -> change.cis().stream()))
                .isNotEmpty()
                .isSubsetOf(byName(FULL).keySet());
    }

    /** On a Monday before the office opens, the office hour after the weekend is ahead. */
    @Test
    void shouldReportNothingAheadOnAnyDayOfTheWeek() {
        for (int day = 0; day < 7; day++) {
            Instant early = Instant.parse("2026-03-16T01:00:00Z").plus(Duration.ofDays(day));
            Company company = new CompanyGenerator(SEED, CompanySize.SMALL).generate(early);

            assertThat(company.problems()).allSatisfy(problem -> {
                assertThat(problem.reportedAt()).isBeforeOrEqualTo(early);
                assertThat(problem.steps())
                        .allSatisfy(step -> assertThat(step.at()).isBetween(problem.reportedAt(), early));
            });
            assertThat(company.changes())
                    .flatExtracting(DemoChange::steps)
                    .allSatisfy(step -> assertThat(step.at()).isBeforeOrEqualTo(early));
            assertThat(company.incidents())
                    .allSatisfy(incident -> assertThat(incident.reportedAt()).isBeforeOrEqualTo(early));
        }
    }

    @Test
    void shouldRestProblemsOnIncidentsAndItemsThatExist() {
        Set<String> names = byName(FULL).keySet();

        assertThat(FULL.problems()).allSatisfy(problem -> {
            assertThat(problem.incidents()).as(problem.key()).hasSizeGreaterThan(1);
            assertThat(names).containsAll(problem.cis());
        });
        assertThat(Texts.problems().stream()
                        .map(ProblemText::cause)
                        .filter(Objects::nonNull)
                        .flatMap(cause -> cause.cis().stream()))
                .isNotEmpty()
                .isSubsetOf(names);
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldLeaveATrendThatNobodyHasMadeAProblemOf(Company company) {
        EpisodeText trend = Texts.episodes().getFirst();
        List<String> recurring = company.incidents().stream()
                .filter(incident -> incident.key().startsWith(trend.key() + "-"))
                .peek(incident -> {
                    assertThat(incident.ci()).isEqualTo(trend.ci());
                    assertThat(incident.reportedAt()).isAfter(NOW.minus(Duration.ofDays(trend.from())));
                })
                .map(DemoIncident::key)
                .toList();

        assertThat(recurring).hasSize(trend.stages().size());
        assertThat(company.problems().stream().flatMap(DemoProblem::allIncidents))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(recurring);
    }

    @ParameterizedTest
    @FieldSource("COMPANIES")
    void shouldPublishAWorkaroundThatHelpsMostButNotAll(Company company) {
        assertThat(company.problems().stream()
                        .flatMap(problem -> problem.steps().stream())
                        .filter(ProblemStep.Rate.class::isInstance)
                        .map(step -> ((ProblemStep.Rate) step).helped()))
                .contains(true, false);
    }

    /** Else the incident could neither be reported for them nor assigned to them. */
    @Test
    void shouldTellConfidentialIncidentsOnlyOfPeopleWithClearance() {
        List<DemoIncident> confidential =
                FULL.incidents().stream().filter(DemoIncident::confidential).toList();

        assertThat(confidential).isNotEmpty().allSatisfy(incident -> {
            assertThat(incident.caller().cleared()).isTrue();
            assertThat(incident.steps())
                    .filteredOn(IncidentStep.Assign.class::isInstance)
                    .allSatisfy(step -> {
                        RealmPerson assignee = ((IncidentStep.Assign) step).person();
                        assertThat(assignee == null || assignee.cleared()).isTrue();
                    });
        });
    }

    @Test
    void shouldRefuseACompanyThatIsTooSmallForItsOwnStructure() {
        assertThatThrownBy(() -> new CompanySize(3, 4, 2, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void replay(DemoIncident incident) {
        IncidentStage stage = IncidentStage.NEW;
        for (IncidentStep step : incident.steps()) {
            Collection<IncidentStage> from = switch (step) {
                case IncidentStep.Assign assign -> List.of(IncidentStage.NEW);
                case IncidentStep.Start start -> List.of(IncidentStage.ASSIGNED);
                case IncidentStep.Hold hold -> List.of(IncidentStage.IN_PROGRESS);
                case IncidentStep.Resume resume -> List.of(IncidentStage.ON_HOLD);
                case IncidentStep.Resolve resolve -> List.of(IncidentStage.IN_PROGRESS);
                case IncidentStep.Reopen reopen -> List.of(IncidentStage.RESOLVED);
                case IncidentStep.Close close -> List.of(IncidentStage.RESOLVED);
                case IncidentStep.Cancel cancel -> List.of(IncidentStage.ASSIGNED);
                case IncidentStep.Comment comment -> Arrays.asList(IncidentStage.values());
                case IncidentStep.WorkNote note -> Arrays.asList(IncidentStage.values());
            };
            assertThat(from).contains(stage);
            stage = new StageAfter(stage).apply(step);
        }
        assertThat(incident.stage()).isEqualTo(stage);
    }

    private record StageAfter(IncidentStage before) implements Function<IncidentStep, IncidentStage> {

        @Override
        public IncidentStage apply(IncidentStep step) {
            return switch (step) {
                case IncidentStep.Assign assign -> IncidentStage.ASSIGNED;
                case IncidentStep.Start start -> IncidentStage.IN_PROGRESS;
                case IncidentStep.Resume resume -> IncidentStage.IN_PROGRESS;
                case IncidentStep.Reopen reopen -> IncidentStage.IN_PROGRESS;
                case IncidentStep.Hold hold -> IncidentStage.ON_HOLD;
                case IncidentStep.Resolve resolve -> IncidentStage.RESOLVED;
                case IncidentStep.Close close -> IncidentStage.CLOSED;
                case IncidentStep.Cancel cancel -> IncidentStage.CANCELLED;
                case IncidentStep.Comment comment -> before;
                case IncidentStep.WorkNote note -> before;
            };
        }
    }

    private static void visit(String name, Map<String, List<String>> targets, Set<String> path, Set<String> finished) {
        if (finished.contains(name)) {
            return;
        }
        assertThat(path.add(name)).as("cycle through %s", name).isTrue();
        targets.getOrDefault(name, List.of()).forEach(target -> visit(target, targets, path, finished));
        path.remove(name);
        finished.add(name);
    }

    /** What has no redundancy against the failure of an item. */
    private static Set<String> stoppedBy(Company company, String failed) {
        Set<String> stopped = new HashSet<>(Set.of(failed));
        boolean more = true;
        while (more) {
            more = company.relations().stream()
                    .filter(relation -> carriesStop(relation.kind()) && relation.redundancy() == null)
                    .filter(relation -> stopped.contains(relation.target()))
                    .map(DemoRelation::source)
                    .toList()
                    .stream()
                    .map(stopped::add)
                    .reduce(false, Boolean::logicalOr);
        }
        return stopped;
    }

    private static boolean carriesStop(RelationKind kind) {
        return switch (kind) {
            case DEPENDS_ON, RUNS_ON, POWERED_BY, LOCATED_IN -> true;
            case USES, PART_OF, CONNECTED_TO, CONNECTED_BY -> false;
        };
    }

    private static String panelOf(Company company, String feed) {
        return company.relations().stream()
                .filter(relation -> relation.source().equals(feed) && relation.kind() == RelationKind.POWERED_BY)
                .map(DemoRelation::target)
                .findFirst()
                .orElseThrow();
    }

    private static List<DemoCi> ofKind(Company company, CiKind kind) {
        return company.cis().stream().filter(ci -> ci.kind() == kind).toList();
    }

    private static Map<String, DemoCi> byName(Company company) {
        return company.cis().stream().collect(Collectors.toMap(DemoCi::name, ci -> ci));
    }

    private static Map<DemoPerson, Long> affected(Company company) {
        return company.incidents().stream().collect(Collectors.groupingBy(DemoIncident::caller, Collectors.counting()));
    }

    private static long count(Company company, Predicate<DemoIncident> condition) {
        return company.incidents().stream().filter(condition).count();
    }
}
