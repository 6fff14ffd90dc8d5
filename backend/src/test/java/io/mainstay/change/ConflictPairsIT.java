// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.change.ConflictOracle.Item;
import io.mainstay.change.ConflictOracle.Planned;
import io.mainstay.change.ConflictOracle.Stage;
import io.mainstay.change.ConflictOracle.Window;
import io.mainstay.change.ConflictOracle.World;
import io.mainstay.change.internal.ConflictFinder;
import io.mainstay.cmdb.CiRelation;
import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.ConfigurationItemService;
import io.mainstay.cmdb.CreateConfigurationItem;
import io.mainstay.cmdb.CreateRelation;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.OperationalStatus;
import io.mainstay.cmdb.RelationService;
import io.mainstay.cmdb.RelationType;
import io.mainstay.cmdb.internal.impact.FailureModel;
import io.mainstay.incident.IncidentChannel;
import io.mainstay.incident.IncidentService;
import io.mainstay.incident.ReportIncident;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.RolePermissions;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.FieldUpdate;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestTokens;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketUrgency;
import io.mainstay.ticket.Tickets;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowKind;
import io.mainstay.window.ChangeWindowOccurrence;
import io.mainstay.window.ChangeWindowQueries;
import io.mainstay.window.ChangeWindowSchedule;
import io.mainstay.window.ChangeWindowService;
import io.mainstay.window.SetChangeWindow;
import io.mainstay.window.internal.DayByDay;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContext;

/**
 * The conflicts that the application finds in the graph against a check of every pair, in random worlds: items of several classes and
 * organisations with relations of all types and redundancy groups, freezes and maintenance windows that recur in zones whose clocks
 * change in the week in which the changes are planned, and what is the matter now. Then something moves, and all is compared again.
 * {@code -Dmainstay.conflict.worlds} says how many worlds, {@code -Dmainstay.seed} with which to begin.
 */
@IntegrationTest
class ConflictPairsIT {

    /** 100 in full. */
    private static final int WORLDS = Integer.getInteger("mainstay.conflict.worlds", 3);

    private static final long SEED =
            Long.getLong("mainstay.seed", Boolean.getBoolean("mainstay.cases.all") ? System.nanoTime() : 10);

    private static final int ITEMS = 36;
    private static final int RELATIONS = 60;
    private static final int CHANGES = 45;
    private static final int WINDOWS = 24;
    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
    private static final Duration AROUND = Duration.ofDays(6);

    /** So long is looked ahead whether a maintenance window is over for good: what goes on for ever comes once a year at least. */
    private static final Duration AHEAD = Duration.ofDays(800);

    /** On one weekend in April clocks go back on Lord Howe, by half an hour, in the Chathams and, at midnight, in Chile; in Shanghai they do not change. */
    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Asia/Shanghai",
            "America/Santiago",
            "Pacific/Chatham",
            "America/St_Johns",
            "UTC");

    private static final List<String> CLASSES = List.of(
            "server",
            "server",
            "virtual-machine",
            "database",
            "switch",
            "business-service",
            "service-offering",
            "site",
            "rack");

    private static final List<String> SCOPES =
            List.of("server", "compute", "network", "network-device", "facility", "service", "database");

    private static final List<RelationType> STOPPING =
            List.of(RelationType.DEPENDS_ON, RelationType.RUNS_ON, RelationType.POWERED_BY, RelationType.LOCATED_IN);

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
    private ConfigurationItemService items;

    @Autowired
    private ConfigurationItemQueries itemQueries;

    @Autowired
    private RelationService relations;

    @Autowired
    private ChangeService service;

    @Autowired
    private Tickets<Change, ChangeState> changes;

    @Autowired
    private IncidentService incidents;

    @Autowired
    private ChangeWindowService windows;

    @Autowired
    private ChangeWindowQueries windowQueries;

    @Autowired
    private ApplicationContext context;

    private final Map<ChangeConflictKind, Integer> met = new EnumMap<>(ChangeConflictKind.class);
    private ChangeFixture fixture;
    private Principal planner;
    private Principal manager;

    /** How many of the freezes and missed maintenance windows were within hours of a change of the clock. */
    private int aroundTransitions;

    @BeforeEach
    void createFixture() {
        clock.set(NOW);
        fixture = new ChangeFixture(client, work, cypher, clock);
        work.writeRepeatably(() -> fixture.organisation(fixture.organisationId, null));
        planner = person(fixture.agentPerson, Role.AGENT, Role.CONFIGURATION_MANAGER);
        manager = person(fixture.managerPerson, Role.CHANGE_MANAGER);
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    private Principal person(TestTokens tokens, Role... roles) {
        Set<Role> all = EnumSet.copyOf(List.of(roles));
        return new Principal(
                tokens.personId(),
                "Somebody",
                fixture.organisationId,
                Set.of(fixture.teamId),
                all,
                RolePermissions.of(all),
                Visibility.everything(tokens.personId()));
    }

    @Test
    void shouldFindWhatACheckOfEveryPairFinds(TestReporter reporter) {
        for (int count = 0; count < WORLDS; count++) {
            long seed = SEED + count;
            int distance = 1 + Math.floorMod(seed, 3);
            Drawn drawn = new Drawn(new Random(seed), "-Dmainstay.seed=%d, distance %d".formatted(seed, distance));
            ChangeConflictQueries queries = within(distance);
            drawn.make();
            drawn.compare(queries, distance);
            drawn.move();
            drawn.compare(queries, distance);
            drawn.leave();
        }

        reporter.publishEntry("conflicts", met.toString());
        assertThat(met.keySet())
                .as("-Dmainstay.seed=%d: what was not met was not shown", SEED)
                .containsExactlyInAnyOrder(ChangeConflictKind.values());
        assertThat(aroundTransitions).isGreaterThan(10);
    }

    /** As where the installation looks so far. */
    private ChangeConflictQueries within(int distance) {
        DefaultListableBeanFactory factory = new DefaultListableBeanFactory(context.getAutowireCapableBeanFactory());
        factory.registerSingleton(
                name(factory, ConflictProperties.class),
                new ConflictProperties(distance, ConflictProperties.AtStart.WARN, Duration.ofDays(7)));
        factory.registerSingleton(name(factory, ConflictFinder.class), made(factory, ConflictFinder.class));
        return made(factory, ChangeConflictQueries.class);
    }

    private static String name(DefaultListableBeanFactory factory, Class<?> type) {
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(factory, type)[0];
    }

    private static <T> T made(DefaultListableBeanFactory factory, Class<T> type) {
        return type.cast(factory.autowire(type, AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false));
    }

    /** One random world, in the graph and as the oracle sees it. */
    private final class Drawn {

        private final Random random;
        private final String as;
        private final Instant transition;
        private final ZoneId changing;
        private final List<Item> all = new ArrayList<>();
        private final Map<String, @Nullable String> organisations = new HashMap<>();
        private final List<String> organisationIds = new ArrayList<>();
        private final List<FailureModel.Group> groups = new ArrayList<>();
        private final List<FailureModel.Relation> related = new ArrayList<>();
        private final List<Window> held = new ArrayList<>();
        private final List<Planned> planned = new ArrayList<>();
        private final List<Instant> edges = new ArrayList<>();
        private final Set<String> down = new TreeSet<>();
        private final Set<String> degraded = new TreeSet<>();
        private final Map<String, Set<String>> urgent = new HashMap<>();
        private List<String> people = List.of();

        Drawn(Random random, String as) {
            this.random = random;
            this.as = as;
            List<ZoneId> change = ZONES.stream()
                    .map(ZoneId::of)
                    .filter(zone -> zone.getRules().nextTransition(NOW) != null)
                    .toList();
            this.changing = any(change);
            ZoneOffsetTransition first =
                    Objects.requireNonNull(changing.getRules().nextTransition(NOW));
            this.transition = random.nextBoolean()
                    ? first.getInstant()
                    : Objects.requireNonNull(changing.getRules().nextTransition(first.getInstant()))
                            .getInstant();
        }

        private <T> T any(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }

        private boolean once(int in) {
            return random.nextInt(in) == 0;
        }

        /** At most so many of them, each once. */
        private <T> List<T> few(int most, List<T> some) {
            return IntStream.range(0, some.isEmpty() ? 0 : random.nextInt(most + 1))
                    .mapToObj(_ -> any(some))
                    .distinct()
                    .toList();
        }

        void make() {
            makeOrganisations();
            makeItems();
            makeRelations();
            for (int count = 0; count < WINDOWS; count++) {
                makeWindow();
            }
            people = IntStream.range(0, 8)
                    .mapToObj(
                            _ -> cmdb.known(Role.AGENT, fixture.organisationId).personId())
                    .toList();
            for (int count = 0; count < CHANGES; count++) {
                makeChange();
            }
            makeTrouble();
        }

        /** Two below that of the people, one of them below the other, and one beside. */
        private void makeOrganisations() {
            String below = Ids.next();
            String furtherBelow = Ids.next();
            String beside = Ids.next();
            organisations.put(fixture.organisationId, null);
            organisations.put(below, fixture.organisationId);
            organisations.put(furtherBelow, below);
            organisations.put(beside, null);
            work.writeRepeatably(() -> {
                fixture.organisation(below, fixture.organisationId);
                fixture.organisation(furtherBelow, below);
                fixture.organisation(beside, null);
            });
            organisationIds.addAll(List.of(fixture.organisationId, below, furtherBelow, beside));
        }

        private void makeItems() {
            List<CreateConfigurationItem> commands = IntStream.range(0, ITEMS)
                    .mapToObj(count -> new CreateConfigurationItem(
                            // Each class at least once.
                            count < CLASSES.size() ? CLASSES.get(count) : any(CLASSES),
                            "Item " + count,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            any(organisationIds),
                            null,
                            null,
                            null,
                            null,
                            Map.of()))
                    .toList();
            items.createAll(planner, commands)
                    .forEach(item -> all.add(new Item(item.id(), item.classKey(), item.organisationId())));
        }

        private void makeRelations() {
            Map<String, List<FailureModel.Group>> ofItem = new HashMap<>();
            List<Item> hosts = all.stream().filter(_ -> once(6)).toList();
            for (Item item : hosts) {
                for (int count = 1 + random.nextInt(2); count > 0; count--) {
                    boolean absolute = random.nextBoolean();
                    String name = "group " + count;
                    FailureModel.Group group = new FailureModel.Group(
                            ConflictOracle.group(item.id(), name),
                            item.id(),
                            name,
                            absolute ? 1 + random.nextInt(3) : null,
                            absolute ? null : 1 + random.nextInt(100),
                            once(3) ? FailureEffect.DEGRADES : FailureEffect.STOPS);
                    groups.add(group);
                    ofItem.computeIfAbsent(item.id(), _ -> new ArrayList<>()).add(group);
                }
            }
            Set<String> keys = new HashSet<>();
            List<CreateRelation> commands = new ArrayList<>();
            List<FailureModel.@Nullable Group> joined = new ArrayList<>();
            while (commands.size() < RELATIONS) {
                // Enough of them into the same groups, and enough that stands at places.
                String source = any(once(2) && !hosts.isEmpty() ? hosts : all).id();
                RelationType type = any(once(2) ? List.of(RelationType.values()) : STOPPING);
                String target =
                        type == RelationType.LOCATED_IN && once(2) ? anyOf(ConflictOracle::isPlace) : any(all).id();
                if (source.equals(target) || !keys.add(source + type + target)) {
                    continue;
                }
                boolean carries = type.carriesFailure();
                List<FailureModel.Group> own =
                        ofItem.getOrDefault(type == RelationType.CONTAINS ? target : source, List.of());
                FailureModel.Group group = !carries || own.isEmpty() || once(4) ? null : any(own);
                FailureEffect effect = carries && once(2) ? any(List.of(FailureEffect.values())) : null;
                commands.add(new CreateRelation(
                        source,
                        target,
                        type.name(),
                        effect,
                        group == null
                                ? null
                                : new CreateRelation.Group(
                                        group.name(), group.minUp(), group.percent(), group.effect())));
                joined.add(group);
            }
            List<CiRelation> created = relations.createAll(planner, commands);
            for (int i = 0; i < created.size(); i++) {
                CreateRelation command = commands.get(i);
                FailureModel.Group group = joined.get(i);
                related.add(new FailureModel.Relation(
                        created.get(i).id(),
                        Objects.requireNonNull(command.sourceId()),
                        created.get(i).type(),
                        Objects.requireNonNull(command.targetId()),
                        command.effect(),
                        group == null ? null : group.id(),
                        false));
            }
        }

        private void makeWindow() {
            ChangeWindowSchedule schedule = null;
            DayByDay rule = null;
            while (schedule == null || rule == null) {
                rule = bounded(rule());
                schedule = schedule(rule);
                if (schedule != null && !isAhead(rule, schedule)) {
                    schedule = null;
                }
            }
            List<ChangeWindowOccurrence> occurrences = rule.all(schedule, transition.plus(AHEAD));
            ChangeWindowKind kind = any(List.of(ChangeWindowKind.values()));
            SetChangeWindow.Scope scope = scope(kind);
            boolean recurs = schedule.rule() != null
                    || !schedule.additionalStarts().isEmpty()
                    || !schedule.exceptDates().isEmpty();
            ChangeWindow window = windows.set(
                    manager,
                    kind,
                    null,
                    new SetChangeWindow(
                            "Window " + held.size(),
                            null,
                            scope,
                            schedule.zone().getId(),
                            schedule.startsAt().toString(),
                            schedule.endsAt().toString(),
                            recurs
                                    ? new SetChangeWindow.Recurrence(
                                            schedule.rule(),
                                            schedule.additionalStarts().stream()
                                                    .map(LocalDateTime::toString)
                                                    .toList(),
                                            schedule.exceptDates())
                                    : null),
                    null,
                    null);
            held.add(new Window(window.id(), kind, scope, occurrences, null, false));
            occurrences.forEach(this::remember);
        }

        /** Something else may begin or end when this does. */
        private void remember(ChangeWindowOccurrence one) {
            Stream.of(one.startsAt(), one.endsAt())
                    .filter(edge -> Duration.between(edge, transition).abs().compareTo(Duration.ofDays(3)) < 0)
                    .forEach(edges::add);
        }

        private DayByDay rule() {
            int interval = 1 + random.nextInt(3);
            DayOfWeek day = once(2) ? DayOfWeek.SUNDAY : DayOfWeek.of(1 + random.nextInt(7));
            int place = random.nextBoolean() ? 1 + random.nextInt(4) : -1 - random.nextInt(3);
            LocalDate around = LocalDateTime.ofInstant(transition, changing).toLocalDate();
            return switch (random.nextInt(7)) {
                case 0 -> DayByDay.once();
                case 1 -> DayByDay.daily(interval);
                case 2 -> DayByDay.weekly(interval, EnumSet.of(day, DayOfWeek.of(1 + random.nextInt(7))));
                case 3 -> DayByDay.monthly(interval, random.nextBoolean() ? around.getDayOfMonth() : -1);
                case 4 -> DayByDay.monthly(interval, place, day);
                case 5 -> DayByDay.workday(place);
                default -> DayByDay.yearly(around.getMonthValue(), place, day);
            };
        }

        /** Some end shortly before or after the clock changes. */
        private DayByDay bounded(DayByDay rule) {
            if (rule.count() > 0) {
                return rule;
            }
            LocalDate around = LocalDateTime.ofInstant(transition, changing).toLocalDate();
            return switch (random.nextInt(5)) {
                case 0 -> rule.times(1 + random.nextInt(12));
                case 1 -> rule.until(transition.plus(Duration.ofMinutes(random.nextInt(4 * 1440) - 2 * 1440L)));
                case 2 -> rule.until(around.plusDays(random.nextInt(5) - 2));
                default -> rule;
            };
        }

        /** Null if there is none that begins with the rule. */
        private @Nullable ChangeWindowSchedule schedule(DayByDay rule) {
            ZoneId zone = once(2) ? changing : ZoneId.of(any(ZONES));
            LocalDateTime around = LocalDateTime.ofInstant(transition, zone);
            boolean single = rule.text().isEmpty();
            LocalDate first = rule.firstFrom(
                    around.toLocalDate().plusDays(single ? random.nextInt(5) - 2 : random.nextInt(90) - 88));
            if (first == null) {
                return null;
            }
            // Often in the hours in which clocks change.
            LocalTime time = once(3)
                    ? LocalTime.of(random.nextInt(24), random.nextInt(60))
                    : LocalTime.of(random.nextInt(4), 15 * random.nextInt(4));
            LocalDateTime startsAt = first.atTime(time);
            Instant until = rule.until();
            LocalDate untilDay = rule.untilDay();
            if ((untilDay != null && first.isAfter(untilDay))
                    || (until != null && startsAt.atZone(zone).toInstant().isAfter(until))) {
                return null;
            }
            int minutes = once(3) ? 1 + random.nextInt(3 * 1440) : 15 * (1 + random.nextInt(24));
            return new ChangeWindowSchedule(
                    zone,
                    startsAt,
                    startsAt.plusMinutes(minutes),
                    single ? null : rule.text(),
                    few(
                            2,
                            IntStream.range(0, 4)
                                    .mapToObj(_ -> around.toLocalDate()
                                            .plusDays(random.nextInt(5) - 2L)
                                            .atTime(random.nextInt(4), 15 * random.nextInt(4)))
                                    .filter(startsAt::isBefore)
                                    .toList()),
                    few(
                            2,
                            IntStream.range(-3, 4)
                                    .mapToObj(days -> around.toLocalDate().plusDays(days))
                                    .toList()));
        }

        private boolean isAhead(DayByDay rule, ChangeWindowSchedule schedule) {
            return rule.all(schedule, transition.plus(AHEAD)).stream()
                    .anyMatch(one -> one.endsAt().isAfter(NOW));
        }

        private SetChangeWindow.Scope scope(ChangeWindowKind kind) {
            if (kind == ChangeWindowKind.FREEZE && once(8)) {
                return new SetChangeWindow.Scope(true, null, null, null, null, null, null);
            }
            int first = random.nextInt(6);
            int second = once(2) ? random.nextInt(6) : first;
            IntPredicate drawn = part -> part == first || part == second;
            return new SetChangeWindow.Scope(
                    null,
                    drawn.test(0) ? List.of(any(all).id(), any(all).id()) : null,
                    drawn.test(1) ? List.of(anyOf(ConflictOracle::isService)) : null,
                    drawn.test(2) ? List.of(anyOf(ConflictOracle::isPlace)) : null,
                    drawn.test(3) ? List.of(any(SCOPES)) : null,
                    drawn.test(4) ? List.of(any(organisationIds)) : null,
                    drawn.test(5) ? ConflictOracle.ofClass(any(CLASSES)) : null);
        }

        private String anyOf(Predicate<Item> which) {
            return any(all.stream().filter(which).toList()).id();
        }

        /** Often from and to when something else begins or ends, or a minute beside that. */
        private ChangeWindowOccurrence times() {
            Instant from = edge();
            Instant to = once(2) ? edge() : from.plus(Duration.ofMinutes(1 + random.nextInt(once(3) ? 2 * 1440 : 240)));
            return from.isBefore(to)
                    ? new ChangeWindowOccurrence(from, to)
                    : new ChangeWindowOccurrence(from, from.plus(Duration.ofMinutes(15L * (1 + random.nextInt(16)))));
        }

        private Instant edge() {
            return edges.isEmpty() || once(4)
                    ? transition.plus(Duration.ofMinutes(random.nextInt(4 * 1440) - 2 * 1440L))
                    : any(edges).plus(Duration.ofMinutes(random.nextInt(3) - 1L));
        }

        private void makeChange() {
            ChangeWindowOccurrence times = times();
            List<String> ciIds = few(3, all).stream().map(Item::id).toList();
            List<String> implementers = new ArrayList<>(few(1, people));
            implementers.add(any(people));
            Change change = service.request(
                    planner,
                    new RequestChange(
                            ChangeType.NORMAL,
                            "Replace it",
                            null,
                            new Change.Purpose("It is old", ciIds.isEmpty() ? "Nothing that is known" : null, null),
                            new Change.Plan(
                                    "Replace",
                                    "Tried",
                                    "Put back",
                                    null,
                                    window(times),
                                    implementers.stream().distinct().toList(),
                                    List.of()),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            ciIds,
                            List.of(),
                            List.of(),
                            null,
                            null,
                            null),
                    null);
            boolean draft = once(8);
            boolean exempt = !draft && once(8);
            if (!draft) {
                change = service.execute(planner, new ChangeCommand.Submit(change.id(), change.version(), null));
            }
            if (exempt) {
                service.execute(
                        manager, new ChangeCommand.ExemptFromConflicts(change.id(), change.version(), "Agreed", null));
            }
            remember(times);
            planned.add(new Planned(
                    change.id(),
                    times.startsAt(),
                    times.endsAt(),
                    Set.copyOf(ciIds),
                    Set.copyOf(implementers),
                    draft ? Stage.DRAFT : Stage.BINDING,
                    exempt));
        }

        private Change.Window window(ChangeWindowOccurrence times) {
            return new Change.Window(times.startsAt(), times.endsAt(), any(ZONES.subList(0, 4)));
        }

        private void makeTrouble() {
            for (int count = 1 + random.nextInt(2); count > 0; count--) {
                status(down, OperationalStatus.DOWN);
                status(degraded, OperationalStatus.DEGRADED);
            }
            for (int count = 0; count < 8; count++) {
                Set<String> on =
                        new TreeSet<>(few(2, all).stream().map(Item::id).toList());
                on.add(any(all).id());
                boolean high = once(2);
                String id = incidents
                        .report(
                                planner,
                                new ReportIncident(
                                        "It hangs",
                                        null,
                                        IncidentChannel.PHONE,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        high ? TicketImpact.HIGH : TicketImpact.LOW,
                                        high ? TicketUrgency.HIGH : TicketUrgency.LOW,
                                        List.copyOf(on),
                                        null,
                                        null,
                                        null),
                                null)
                        .id();
                if (high) {
                    urgent.put(id, Set.copyOf(on));
                }
            }
        }

        private void status(Set<String> with, OperationalStatus status) {
            String id = any(all).id();
            down.remove(id);
            degraded.remove(id);
            with.add(id);
            set(id, status);
        }

        private void set(String ciId, OperationalStatus status) {
            ConfigurationItem item = Objects.requireNonNull(
                    itemQueries.byIds(planner, List.of(ciId)).get(ciId));
            if (item.operationalStatus() != status) {
                items.setOperationalStatus(planner, ciId, status, item.version());
            }
        }

        /** Something of everything changes. */
        void move() {
            for (int count = 0; count < 6; count++) {
                int index = random.nextInt(planned.size());
                Planned before = planned.get(index);
                if (before.stage() != Stage.CANCELLED) {
                    ChangeWindowOccurrence times = times();
                    reschedule(before.id(), window(times));
                    planned.set(index, before.moved(times.startsAt(), times.endsAt()));
                }
            }
            for (int count = 0; count < 3; count++) {
                int index = random.nextInt(planned.size());
                Planned before = planned.get(index);
                if (before.stage() != Stage.CANCELLED) {
                    service.execute(
                            planner,
                            new ChangeCommand.Cancel(
                                    before.id(), change(before.id()).version(), "Not needed", null));
                    planned.set(index, before.cancelled());
                }
            }
            for (int count = 0; count < 6; count++) {
                int index = random.nextInt(related.size());
                FailureModel.Relation before = related.get(index);
                if (!before.ended()) {
                    relations.end(planner, before.id(), 1);
                    related.set(
                            index,
                            new FailureModel.Relation(
                                    before.id(),
                                    before.source(),
                                    before.type(),
                                    before.target(),
                                    before.effect(),
                                    before.groupId(),
                                    true));
                }
            }
            for (int index : few(8, IntStream.range(0, held.size()).boxed().toList())) {
                Window before = held.get(index);
                if (once(4)) {
                    end(before);
                    held.set(index, before.over());
                } else {
                    Instant until = transition.plus(Duration.ofMinutes(random.nextInt(4 * 1440) - 2 * 1440L));
                    windows.suspend(manager, before.id(), until, "An emergency", version(before));
                    held.set(index, before.suspended(until));
                }
            }
            status(down, OperationalStatus.DOWN);
        }

        private void reschedule(String id, Change.Window window) {
            service.execute(
                    manager,
                    new ChangeCommand.Update(
                            id,
                            change(id).version(),
                            new ChangeUpdate(
                                    FieldUpdate.absent(),
                                    FieldUpdate.absent(),
                                    FieldUpdate.absent(),
                                    FieldUpdate.absent(),
                                    FieldUpdate.absent(),
                                    FieldUpdate.absent(),
                                    FieldUpdate.absent(),
                                    FieldUpdate.absent(),
                                    FieldUpdate.absent(),
                                    FieldUpdate.absent(),
                                    FieldUpdate.absent(),
                                    FieldUpdate.to(window),
                                    FieldUpdate.absent(),
                                    FieldUpdate.absent(),
                                    FieldUpdate.absent()),
                            null));
        }

        private Change change(String id) {
            return Objects.requireNonNull(
                    changes.byIds(Principal.SYSTEM, List.of(id)).get(id));
        }

        private int version(Window window) {
            return Objects.requireNonNull(
                            windowQueries.byIds(manager, List.of(window.id())).get(window.id()))
                    .version();
        }

        private void end(Window window) {
            windows.end(manager, window.id(), version(window));
        }

        /** So that it is in no other world's way: the items and people of each are its own. */
        void leave() {
            held.stream().filter(window -> !window.ended()).forEach(this::end);
            down.forEach(ciId -> set(ciId, OperationalStatus.UP));
        }

        void compare(ChangeConflictQueries queries, int distance) {
            ConflictOracle oracle = new ConflictOracle(
                    new World(
                            transition.minus(AROUND),
                            transition.plus(AROUND),
                            all,
                            organisations,
                            new FailureModel(
                                    all.stream()
                                            .map(item -> new FailureModel.Ci(item.id(), false))
                                            .toList(),
                                    related,
                                    groups),
                            held,
                            planned,
                            down,
                            degraded,
                            urgent),
                    distance);
            Collection<Change> asked = changes.byIds(
                            Principal.SYSTEM, planned.stream().map(Planned::id).toList())
                    .values();
            Map<String, ChangeConflicts> found = queries.of(Principal.SYSTEM, asked);
            Principal reader = reader();
            Map<String, ChangeConflicts> seen = queries.of(reader, asked);
            Planned alone = any(planned);
            for (Planned one : planned) {
                String what = as + ": " + one;
                Set<String> expected = oracle.conflicts(one);
                ChangeConflicts told = Objects.requireNonNull(found.get(one.id()));
                assertThat(told.incompleteReasons()).as(what).isEmpty();
                assertThat(told.hiddenConflictCount()).as(what).isZero();
                assertThat(ConflictOracle.told(told.conflicts())).as(what).containsExactlyElementsOf(expected);
                compareSeen(reader, Objects.requireNonNull(seen.get(one.id())), expected.size(), what);
                if (one.equals(alone)) {
                    Map<String, ChangeConflicts> itself = queries.of(Principal.SYSTEM, List.of(change(one.id())));
                    assertThat(ConflictOracle.told(
                                    Objects.requireNonNull(itself.get(one.id())).conflicts()))
                            .as("%s, asked about alone", what)
                            .containsExactlyElementsOf(expected);
                }
                told.conflicts().forEach(conflict -> count(conflict, one));
            }
        }

        private void count(ChangeConflict conflict, Planned one) {
            met.merge(conflict.kind(), 1, Integer::sum);
            boolean ofWindow = conflict.kind() == ChangeConflictKind.FREEZE
                    || conflict.kind() == ChangeConflictKind.OUTSIDE_MAINTENANCE_WINDOW;
            if (ofWindow
                    && one.from().isBefore(transition.plus(Duration.ofHours(2)))
                    && one.to().isAfter(transition.minus(Duration.ofHours(2)))) {
                aroundTransitions++;
            }
        }

        /** Who does not see the items of all organisations is told of as many conflicts, and nothing of those items. */
        private void compareSeen(Principal reader, ChangeConflicts seen, int expected, String what) {
            assertThat(seen.conflicts().size() + seen.hiddenConflictCount())
                    .as("%s, for who sees less", what)
                    .isEqualTo(expected);
            Set<String> visible = all.stream()
                    .filter(item -> reader.visibility().organisationIds().contains(item.organisationId()))
                    .map(Item::id)
                    .collect(Collectors.toSet());
            for (ChangeConflict conflict : seen.conflicts()) {
                assertThat(visible)
                        .as("%s, for who sees less", what)
                        .containsAll(conflict.cis().stream()
                                .map(ConfigurationItem::id)
                                .toList())
                        .containsAll(conflict.otherCis().stream()
                                .map(ConfigurationItem::id)
                                .toList());
            }
        }

        private Principal reader() {
            String id = Ids.next();
            return new Principal(
                    id,
                    "Somebody else",
                    fixture.organisationId,
                    Set.of(),
                    Set.of(Role.AGENT),
                    RolePermissions.of(Role.AGENT),
                    new Visibility(
                            false,
                            Set.copyOf(organisationIds.subList(0, 2)),
                            Set.of(),
                            id,
                            Confidentiality.PUBLIC_INTERNAL,
                            false));
        }
    }
}
