// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.ChangeReportService;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.schedule.Cadence;
import io.mainstay.platform.schedule.PeriodicJob;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/** Makes the reports of months that are over, also of those that were missed while nothing ran. */
@Component
final class ChangeReportJob implements PeriodicJob {

    private final ChangeReportService reports;

    ChangeReportJob(ChangeReportService reports) {
        this.reports = reports;
    }

    @Override
    public String name() {
        return "change.reports";
    }

    @Override
    public Cadence cadence() {
        return new Cadence.Cron("0 15 3 * * ?", ZoneOffset.UTC);
    }

    @Override
    public void run() {
        reports.makeDue(Principal.SYSTEM);
    }
}
