// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.migration;

import io.mainstay.platform.schedule.Cadence;
import io.mainstay.platform.schedule.PeriodicJob;
import java.time.Duration;

/**
 * Migrates what backends of an earlier release have written since: they run beside this one during an upgrade, and instead
 * of it after a way back.
 */
final class RepeatedMigrations implements PeriodicJob {

    private final MigrationRunner runner;

    RepeatedMigrations(MigrationRunner runner) {
        this.runner = runner;
    }

    @Override
    public String name() {
        return "migration.again";
    }

    @Override
    public Cadence cadence() {
        return new Cadence.Every(Duration.ofMinutes(10));
    }

    @Override
    public void run() {
        runner.migrateAgain();
    }
}
