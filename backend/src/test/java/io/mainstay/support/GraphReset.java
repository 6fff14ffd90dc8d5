package io.mainstay.support;

import io.mainstay.platform.migration.MigrationRunner;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Empties the graph before a test class and puts the reference data of the migrations back. Number sequences stay: the
 * application holds blocks that it has reserved.
 */
public final class GraphReset implements BeforeAllCallback {

    private static final Set<ApplicationContext> SYNCHRONISED =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    @Override
    public void beforeAll(ExtensionContext context) {
        ApplicationContext application = SpringExtension.getApplicationContext(context);
        awaitFirstSynchronisation(application);
        try (Session session = application.getBean(Driver.class).session()) {
            session.run("""
                            MATCH (n) WHERE NOT n:Migration AND NOT n:MigrationLease AND NOT n:NumberSequence
                            CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS""").consume();
            session.run("MATCH (m:Migration {kind: 'DATA'}) DELETE m").consume();
        }
        application.getBean(MigrationRunner.class).migrate();
    }

    /**
     * It would deactivate the people whom a test has made; tests that want one more ask for it. Asked is the application
     * rather than the graph, which may still tell of another's.
     */
    private static void awaitFirstSynchronisation(ApplicationContext application) {
        if (SYNCHRONISED.add(application)) {
            HealthIndicator synchronisation = application.getBean("identitySynchronisation", HealthIndicator.class);
            Awaitility.await("the synchronisation at the application's start")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> !Objects.requireNonNull(synchronisation.health())
                            .getDetails()
                            .isEmpty());
        }
    }
}
