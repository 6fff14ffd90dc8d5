// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.jobs.NewJob;
import io.mainstay.platform.timer.TimerSpec;
import java.util.List;
import java.util.Map;

/** One acceptable call of each mutation of those who look after the installation. */
final class PlatformCalls {

    private static final String KIND = "hostile-test";

    private PlatformCalls() {}

    static List<AcceptableCall> of(HostileFixture fixture) {
        fixture.run(
                "CREATE (:OutboxCursor {consumer: $consumer, seq: 0, seenAt: datetime()})", Map.of("consumer", KIND));
        fixture.work.writeRepeatably(() -> fixture.timers.arm(
                TimerSpec.of(KIND, "record", fixture.clock.now().plusSeconds(86_400))));
        fixture.run(
                "MATCH (t:Timer {kind: $kind}) SET t.deadAt = datetime(), t.sweepAt = null, t.error = 'broken',"
                        + " t.attempts = 8",
                Map.of("kind", KIND));
        String timer = fixture.text("MATCH (t:Timer {kind: '" + KIND + "'}) RETURN t.id");
        return List.of(
                operation(fixture, "deadLetterReplay").with("id", deadLetter(fixture)),
                operation(fixture, "deadLetterDiscard").with("id", deadLetter(fixture)),
                operation(fixture, "deadTimerRetry").with("id", timer),
                operation(fixture, "deadLetterReplayAll").with("input", Map.of("consumer", KIND, "eventType", "test.")),
                operation(fixture, "deadTimerRetryAll").with("input", Map.of("kind", KIND)),
                operation(fixture, "outboxConsumerResume").with("name", pausedConsumer(fixture)),
                operation(fixture, "jobCancel")
                        .with("id", fixture.jobs.submit(new NewJob(KIND, null, Map.of(), "somebody"))),
                AcceptableCall.of("personErase", fixture.administrator)
                        .with("id", person(fixture, false))
                        .forbiddenWith("id", person(fixture, true))
                        .seenByEverybody(),
                organisation(fixture, "ServiceDesk", fixture.organisation).with("teamId", fixture.team),
                organisation(fixture, "CustomerClass", fixture.otherOrganisation)
                        .with("customerClass", "KEY"),
                operation(fixture, "impactProjectionRebuild"),
                operation(fixture, "searchRebuild"),
                operation(fixture, "searchRepair"),
                operation(fixture, "identitySynchronise"));
    }

    private static AcceptableCall operation(HostileFixture fixture, String mutation) {
        return AcceptableCall.of(mutation, fixture.administrator)
                .allowedInEveryState()
                .seenByEverybody();
    }

    private static AcceptableCall organisation(HostileFixture fixture, String setting, String id) {
        return AcceptableCall.of("organisationSet" + setting, fixture.manager)
                .with("id", id)
                .with("expectedVersion", fixture.versionOfOrganisation(id))
                .allowedInEveryState()
                .seenByEverybody();
    }

    private static String deadLetter(HostileFixture fixture) {
        String id = Ids.next();
        fixture.run("""
                CREATE (:Entity:DeadLetter {id: $id, key: $consumer + ':' + $id, consumer: $consumer, eventId: $id,
                  type: 'test.v1', seq: 1, aggregateType: 'Test', aggregateId: $id, parked: false,
                  error: 'broken', attempts: 5, replayRequested: false})""", Map.of("id", id, "consumer", KIND));
        return id;
    }

    private static String pausedConsumer(HostileFixture fixture) {
        String name = KIND + "-paused";
        fixture.run(
                "CREATE (:OutboxCursor {consumer: $consumer, seq: 0, seenAt: datetime(), pausedAt: datetime(),"
                        + " pauseReason: 'broken'})",
                Map.of("consumer", name));
        return name;
    }

    private static String person(HostileFixture fixture, boolean active) {
        String id = Ids.next();
        fixture.run("""
                CREATE (:Entity:Person {id: $id, active: $active, username: $id, displayName: 'Hostile person',
                  origin: 'IDENTITY_PROVIDER', sortKey: $id, searchText: '', revision: 0})""", Map.of("id", id, "active", active));
        return id;
    }
}
