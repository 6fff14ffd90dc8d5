// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.platform.outbox.EventType;
import org.jspecify.annotations.Nullable;

/** The payloads of the events of reports of changes. */
public final class ChangeReportEvents {

    private ChangeReportEvents() {}

    /**
     * A report was made, by Mainstay after the end of the month or by somebody who corrects one.
     *
     * @param month such as {@code 2026-11}
     * @param correctsId the edition before; null for the first one
     */
    @EventType("change-report.made.v1")
    public record Made(
            String id,
            String organisationId,
            String month,
            int edition,
            @Nullable String correctsId,
            int version) {}
}
