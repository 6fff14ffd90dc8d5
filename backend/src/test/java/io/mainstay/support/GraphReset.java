package io.mainstay.support;

import io.mainstay.platform.migration.MigrationRunner;
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

    @Override
    public void beforeAll(ExtensionContext context) {
        ApplicationContext application = SpringExtension.getApplicationContext(context);
        stopSynchronising(application);
        try (Session session = application.getBean(Driver.class).session()) {
            session.run("""
                            MATCH (n) WHERE NOT n:Migration AND NOT n:MigrationLease AND NOT n:NumberSequence
                            CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS""").consume();
            session.run("MATCH (m:Migration {kind: 'DATA'}) DELETE m").consume();
        }
        application.getBean(MigrationRunner.class).migrate();
    }

    /**
     * Each round would deactivate the people whom a test has made; tests that want one ask for it. Looked at each time,
     * because an application goes on with all its work after a pause between two classes.
     */
    private static void stopSynchronising(ApplicationContext application) {
        application.getBean("synchronisationLoop", Lifecycle.class).stop();
    }
}
