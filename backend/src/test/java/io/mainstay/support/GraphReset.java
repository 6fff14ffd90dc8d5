package io.mainstay.support;

import io.mainstay.platform.migration.MigrationRunner;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Empties the graph before a test class and puts the reference data of the migrations back. Number sequences stay: the
 * application holds blocks that it has reserved.
 */
public final class GraphReset implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        ApplicationContext application = SpringExtension.getApplicationContext(context);
        try (Session session = application.getBean(Driver.class).session()) {
            session.run("""
                            MATCH (n) WHERE NOT n:Migration AND NOT n:MigrationLease AND NOT n:NumberSequence
                            CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS""").consume();
            session.run("MATCH (m:Migration {kind: 'DATA'}) DELETE m").consume();
        }
        application.getBean(MigrationRunner.class).migrate();
    }
}
