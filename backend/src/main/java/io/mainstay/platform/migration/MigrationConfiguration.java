// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.migration;

import io.mainstay.kernel.SystemClock;
import org.neo4j.driver.Driver;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MigrationProperties.class)
class MigrationConfiguration {

    @Bean
    MigrationRunner migrationRunner(Driver driver, SystemClock clock) {
        return new MigrationRunner(driver, clock);
    }

    @Bean
    RepeatedMigrations repeatedMigrations(MigrationRunner runner) {
        return new RepeatedMigrations(runner);
    }

    /** Migrates, or waits for it, before anything else starts: before requests are served and before Quartz ticks. */
    @Bean
    SmartLifecycle migration(MigrationRunner runner, MigrationProperties properties) {
        return new SmartLifecycle() {

            private volatile boolean running;

            @Override
            public void start() {
                if (properties.atStart()) {
                    runner.migrate();
                } else {
                    runner.awaitMigrated(properties.patience());
                }
                running = true;
            }

            @Override
            public void stop() {
                running = false;
            }

            @Override
            public boolean isRunning() {
                return running;
            }

            @Override
            public int getPhase() {
                return Integer.MIN_VALUE;
            }
        };
    }
}
