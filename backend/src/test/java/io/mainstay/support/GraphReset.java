// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import io.mainstay.platform.migration.MigrationRunner;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Empties the graph before a test class and puts the reference data of the migrations back. Number sequences stay: the
 * application holds blocks that it has reserved.
 */
public final class GraphReset implements BeforeAllCallback {

    static {
        // What is awaited mostly comes at once. The bound only ends what never does, also on a slow machine.
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }

    private static final int ROUNDS = 50;

    @Override
    public void beforeAll(ExtensionContext context) {
        ApplicationContext application = SpringExtension.getApplicationContext(context);
        stopSynchronising(application);
        try (Session session = application.getBean(Driver.class).session()) {
            empty(session);
            session.run("MATCH (m:Migration {kind: 'DATA'}) DELETE m").consume();
            noteSynchronisation(session);
        }
        application.getBean(MigrationRunner.class).migrate();
    }

    /**
     * The application's workers go on meanwhile. One may hold its lease and be about to commit what follows from records that
     * are being deleted here, such as the seal of their audit entries. So the leases go first, which waits for those who write
     * under them and fences off everybody who has read something; and all is done again until nothing was left.
     */
    private static void empty(Session session) {
        for (int round = 0; round < ROUNDS; round++) {
            delete(session, "MATCH (n:Lease)");
            if (delete(session, "MATCH (n) WHERE NOT n:Migration AND NOT n:MigrationLease AND NOT n:NumberSequence")
                    == 0) {
                return;
            }
        }
        throw new IllegalStateException("The graph is not empty after " + ROUNDS + " rounds of deleting");
    }

    private static int delete(Session session, String what) {
        String statement = what
                + " CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS ON ERROR RETRY FOR 30 SECONDS THEN FAIL";
        return session.run(statement).consume().counters().nodesDeleted();
    }

    /**
     * Each round would deactivate the people whom a test has made; tests that want one ask for it. Looked at each time,
     * because an application goes on with all its work after a pause between two classes.
     */
    private static void stopSynchronising(ApplicationContext application) {
        application.getBean("synchronisationLoop", Lifecycle.class).stop();
    }

    /** So that an application that goes on after a pause before the next class need not be waited for. */
    private static void noteSynchronisation(Session session) {
        session.run("""
                        MERGE (s:IdentitySynchronisation {name: 'identity'})
                        SET s += {finishedAt: datetime.realtime(), peopleSeen: 0,
                          peopleChanged: 0, peopleDeactivated: 0, teamsChanged: 0, organisationsChanged: 0}""").consume();
    }
}
