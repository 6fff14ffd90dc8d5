// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.migration;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.time.MachineClock;
import org.neo4j.driver.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.neo4j.autoconfigure.Neo4jAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** The second mode of the application: migrates and exits, for a deployment's hook. Starts nothing but the driver. */
@ImportAutoConfiguration(Neo4jAutoConfiguration.class)
public class MigrateAndExit {

    private static final Logger LOG = LoggerFactory.getLogger(MigrateAndExit.class);

    protected MigrateAndExit() {}

    /** Migrates and returns; an exception means that the graph is not up to date. */
    public static void run(String... args) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(MigrateAndExit.class)
                .web(WebApplicationType.NONE)
                .run(args)) {
            SystemClock clock = new MachineClock();
            int applied = new MigrationRunner(context.getBean(Driver.class), clock).migrate();
            LOG.info("The graph is up to date; {} migrations applied", applied);
        }
    }
}
