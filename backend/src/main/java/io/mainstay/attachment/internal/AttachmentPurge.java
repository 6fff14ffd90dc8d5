// SPDX-License-Identifier: Apache-2.0
package io.mainstay.attachment.internal;

import io.mainstay.platform.schedule.Cadence;
import io.mainstay.platform.schedule.PeriodicJob;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Deletes files that were sent and not attached, and those that were removed. */
@Component
final class AttachmentPurge implements PeriodicJob {

    private final KeptFiles files;

    AttachmentPurge(KeptFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "attachments.purge";
    }

    @Override
    public Cadence cadence() {
        return new Cadence.Every(Duration.ofMinutes(10));
    }

    @Override
    public void run() {
        files.purge();
    }
}
