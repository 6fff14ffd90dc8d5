// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.identity.HeldDeactivations;
import io.mainstay.identity.IdentityState;
import io.mainstay.identity.SynchronisationReport;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.jobs.Job;
import io.mainstay.platform.jobs.JobFailedException;
import io.mainstay.platform.jobs.JobState;
import io.mainstay.platform.jobs.JobStep;
import io.mainstay.platform.jobs.Jobs;
import io.mainstay.platform.lease.Leases;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.IntegrationTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;

/** Several replicas that synchronise one graph, with an identity provider of the test's own. */
@IntegrationTest
class SynchronisationReplicasIT {

    private static final int REPLICAS = 4;
    private static final int PEOPLE = 9;
    private static final SynchronisationProperties PROPERTIES =
            new SynchronisationProperties(Duration.ofMinutes(1), Duration.ofSeconds(10), 0.33, 3);

    @Autowired
    private IdentityStore store;

    @Autowired
    private IdentityTrail trail;

    @Autowired
    private Leases leases;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private SystemClock clock;

    @Autowired
    private Jobs jobs;

    @Autowired
    private Driver driver;

    private final Directory directory = new Directory();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** One backend, as far as it concerns synchronisation. */
    private record Replica(SynchronisationRunner runner, SynchronisationJob job) {}

    @BeforeEach
    void nothingIsKnown() {
        run("MATCH (n) WHERE n:IdentitySynchronisation OR n:Person OR n:Organisation OR n:Team OR n:OutboxEvent"
                + " DETACH DELETE n");
    }

    @AfterEach
    void forgetPeople() {
        run("MATCH (n:Person) DETACH DELETE n");
    }

    @Test
    void shouldSynchroniseOnceWhenReplicasWantToAtTheSameTime() throws Exception {
        List<Callable<Optional<SynchronisationReport>>> replicas = IntStream.range(0, REPLICAS)
                .mapToObj(_ -> replica().runner())
                .<Callable<Optional<SynchronisationReport>>>map(
                        runner -> () -> runner.runIf(state -> state.equals(IdentityState.BEFORE)))
                .toList();
        List<SynchronisationReport> reports = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(REPLICAS)) {
            for (Future<Optional<SynchronisationReport>> done : threads.invokeAll(replicas)) {
                done.get().ifPresent(reports::add);
            }
        }

        assertThat(reports).singleElement().returns(PEOPLE, SynchronisationReport::peopleChanged);
        assertThat(directory.readings).hasValue(1);
        assertThat(replica().runner().state().synchronisation())
                .as("what every replica tells of it")
                .isEqualTo(reports.getFirst());
        assertThat(replica().runner().runIf(state -> state.equals(IdentityState.BEFORE)))
                .isEmpty();
    }

    @Test
    void shouldGoOnElsewhereWhenAReplicaDiesInTheMidst() {
        SynchronisationJob first = replica().job();
        Job job = job("");
        JobStep step = first.step(job);
        while (step.done() < PEOPLE / 2) {
            step = first.step(job);
        }
        assertThat(peopleTold("person.created.v1")).hasSizeBetween(1, PEOPLE - 1);

        SynchronisationJob second = replica().job();
        Job rest = job(step.checkpoint());
        while (!step.finished()) {
            step = second.step(rest);
        }

        assertThat(step.done()).isEqualTo(PEOPLE);
        assertThat(replica().runner().state().synchronisation())
                .returns(PEOPLE, SynchronisationReport::peopleSeen)
                .returns(PEOPLE, SynchronisationReport::peopleChanged);
        assertThat(peopleTold("person.created.v1"))
                .as("each person entered and told of once")
                .containsExactlyInAnyOrderElementsOf(directory.ids);
    }

    @Test
    void shouldBeginAnewWhenAnotherReplicaHasSynchronisedBetweenTwoParts() {
        SynchronisationJob replica = replica().job();
        Job job = job("");
        replica.step(job);
        replica.step(job);
        assertThat(directory.readings).hasValue(1);

        replica().runner().runIf(_ -> true);
        assertThat(directory.readings).hasValue(2);
        assertThat(replica.step(job).done()).isZero();

        assertThat(directory.readings).as("what was read before is out of date").hasValue(3);
    }

    @Test
    void shouldWaitWhileAnotherReplicaSynchronises() {
        Job job = job("");

        JobStep step =
                replica().runner().underLease(_ -> replica().job().step(job)).orElseThrow();

        assertThat(step.finished()).isFalse();
        assertThat(step.pause()).isPositive();
        assertThat(directory.readings).hasValue(0);
    }

    @Test
    void shouldTellOfWhoIsNoLongerThere() {
        SynchronisationRunner runner = replica().runner();
        runner.runIf(_ -> true);
        String gone = directory.ids.removeFirst();

        assertThat(runner.runIf(_ -> true).orElseThrow().peopleDeactivated()).isEqualTo(1);

        assertThat(peopleTold("person.deactivated.v1")).containsExactly(gone);
        assertThat(peopleTold("person.updated.v1")).isEmpty();
        assertThat(peopleTold("person.created.v1")).hasSize(PEOPLE).contains(gone);
    }

    @Test
    void shouldDeactivateNobodyWhenTheListIsEmptyUntilSomebodyConfirmsIt() {
        SynchronisationRunner runner = replica().runner();
        runner.runIf(_ -> true);
        directory.ids.clear();

        assertThatThrownBy(() -> runner.runIf(_ -> true))
                .isInstanceOf(DeactivationsHeldException.class)
                .hasMessageContaining(PEOPLE + " people");

        assertThatThrownBy(() -> stepToTheEnd(replica().job()))
                .as("a job that somebody has submitted ends too")
                .isInstanceOf(JobFailedException.class);

        assertThat(work.read(store::countActivePeople)).isEqualTo(PEOPLE);
        assertThat(peopleTold("person.deactivated.v1")).isEmpty();
        IdentityState held = replica().runner().state();
        assertThat(held.current()).isFalse();
        assertThat(held.heldDeactivations())
                .returns(PEOPLE, HeldDeactivations::people)
                .returns(false, HeldDeactivations::confirmed);
        assertThat(meters.get("mainstay.identity.synchronisation.held").gauge().value())
                .isEqualTo(PEOPLE);

        work.writeRepeatably(store::confirmDeactivations);
        assertThat(runner.state().heldDeactivations()).returns(true, HeldDeactivations::confirmed);
        assertThat(runner.runIf(_ -> true).orElseThrow().peopleDeactivated()).isEqualTo(PEOPLE);

        assertThat(runner.state())
                .returns(true, IdentityState::current)
                .returns(null, IdentityState::heldDeactivations);
        assertThat(work.read(store::confirmedDeactivations)).isEqualTo(Deactivations.NONE);
    }

    @Test
    void shouldDeactivateNobodyWhenAllAreDisabledAndNoMoreThanWasConfirmed() {
        SynchronisationRunner runner = replica().runner();
        runner.runIf(_ -> true);
        directory.disabled.addAll(directory.ids.subList(0, 4));
        assertThatThrownBy(() -> runner.runIf(_ -> true)).isInstanceOf(DeactivationsHeldException.class);
        work.writeRepeatably(store::confirmDeactivations);

        directory.disabled.add(directory.ids.getLast());
        assertThatThrownBy(() -> runner.runIf(_ -> true)).as("five").isInstanceOf(DeactivationsHeldException.class);
        assertThat(work.read(store::countActivePeople)).isEqualTo(PEOPLE);

        directory.disabled.remove(directory.ids.getLast());
        assertThat(runner.runIf(_ -> true).orElseThrow().peopleDeactivated()).isEqualTo(4);
    }

    @Test
    void shouldDeactivateNoGroupWhenTheirListIsEmpty() {
        directory.groups.addAll(IntStream.range(0, 4)
                .mapToObj(number -> new ProviderGroup(
                        Ids.next(), null, "org-" + number, "/org-" + number, GroupKind.ORGANISATION, null))
                .toList());
        SynchronisationRunner runner = replica().runner();
        runner.runIf(_ -> true);
        directory.groups.clear();

        assertThatThrownBy(() -> runner.runIf(_ -> true))
                .isInstanceOf(DeactivationsHeldException.class)
                .hasMessageContaining("4 organisations");

        assertThat(work.read(() -> store.storedGroups(GroupKind.ORGANISATION)).values())
                .filteredOn(IdentityStore.StoredIdentity::active)
                .hasSize(4);
    }

    /** Whoever is entered at the front moves all others to later pages, so the last page may hold only people already seen. */
    @Test
    @Timeout(60)
    void shouldComeToAnEndWhenSomebodyIsEnteredWhileTheListIsRead() {
        String entered = Ids.next();
        directory.enteredAfterTheFirstPage = entered;

        assertThat(replica().runner().runIf(_ -> true).orElseThrow().peopleSeen())
                .isEqualTo(PEOPLE);
        assertThat(replica().runner().runIf(_ -> true).orElseThrow().peopleSeen())
                .isEqualTo(PEOPLE + 1);
    }

    private void stepToTheEnd(SynchronisationJob replica) {
        Job job = job("");
        JobStep step;
        do {
            step = replica.step(job);
        } while (!step.finished());
    }

    private Replica replica() {
        Synchroniser synchroniser = new Synchroniser(directory, store, trail, leases, work, clock, PROPERTIES);
        SynchronisationRunner runner = new SynchronisationRunner(synchroniser, store, leases, work, clock, meters);
        return new Replica(runner, new SynchronisationJob(synchroniser, runner, jobs, clock));
    }

    private Job job(String checkpoint) {
        return new Job(
                "job-of-" + directory.prefix,
                SynchronisationJob.KIND,
                JobState.RUNNING,
                Map.of(),
                "somebody",
                checkpoint,
                0,
                null,
                0,
                false,
                null,
                clock.now(),
                clock.now(),
                null);
    }

    private List<String> peopleTold(String event) {
        try (Session session = driver.session()) {
            List<String> payloads = session.run(
                            "MATCH (e:OutboxEvent {type: $type}) RETURN e.payload AS payload", Map.of("type", event))
                    .list(row -> row.get("payload").asString());
            return directory.all.stream()
                    .flatMap(id -> payloads.stream()
                            .filter(payload -> payload.contains(id))
                            .map(_ -> id))
                    .toList();
        }
    }

    private void run(String statement) {
        try (Session session = driver.session()) {
            session.run(statement).consume();
        }
    }

    /** People in pages of two, and groups without members. */
    private static final class Directory implements IdentityProvider {

        private static final int PAGE = 2;

        private final String prefix = Ids.next().substring(24);
        private final AtomicInteger readings = new AtomicInteger();
        private final List<String> all =
                IntStream.range(0, PEOPLE).mapToObj(_ -> Ids.next()).toList();
        private final List<String> ids = new ArrayList<>(all);
        private final Set<String> disabled = new HashSet<>();
        private final List<ProviderGroup> groups = new ArrayList<>();
        private @Nullable String enteredAfterTheFirstPage;

        @Override
        public List<ProviderGroup> groups() {
            readings.incrementAndGet();
            return List.copyOf(groups);
        }

        @Override
        public Set<String> members(String groupId) {
            return Set.of();
        }

        @Override
        public List<ProviderPerson> people(int offset, int limit) {
            if (offset > 0 && enteredAfterTheFirstPage != null) {
                ids.addFirst(enteredAfterTheFirstPage);
                enteredAfterTheFirstPage = null;
            }
            return ids.stream().skip(offset).limit(PAGE).map(this::of).toList();
        }

        @Override
        public Optional<ProviderPerson> person(String id) {
            return ids.contains(id) ? Optional.of(of(id)) : Optional.empty();
        }

        private ProviderPerson of(String id) {
            return new ProviderPerson(
                    id,
                    prefix + "-" + id,
                    "Test",
                    "Person",
                    null,
                    !disabled.contains(id),
                    Confidentiality.PUBLIC_INTERNAL);
        }
    }
}
