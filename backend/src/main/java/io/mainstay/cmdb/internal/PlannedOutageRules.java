// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.CreatePlannedOutage;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.UpdatePlannedOutage;
import io.mainstay.kernel.Validation;
import io.mainstay.record.FieldUpdate;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rules that a planned outage must keep. */
public final class PlannedOutageRules {

    private static final int MAX_TITLE = 200;
    private static final int MAX_REASON = 4_000;

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final FieldPath PATH = FieldPath.INPUT;

    private PlannedOutageRules() {}

    public static void create(CreatePlannedOutage command, Instant now, Validation validation) {
        validation.require(command.ciId(), PATH.to("ciId"));
        validation.require(command.from(), PATH.to(FROM));
        validation.require(command.to(), PATH.to(TO));
        validation.requireText(command.title(), MAX_TITLE, PATH.to("title"));
        validation.limitText(command.reason(), MAX_REASON, PATH.to("reason"));
        interval(command.from(), command.to(), now, validation);
    }

    public static void update(PlannedOutage outage, UpdatePlannedOutage command, Instant now, Validation validation) {
        refuseClearing(command.effect(), "effect", validation);
        refuseClearing(command.from(), FROM, validation);
        refuseClearing(command.to(), TO, validation);
        if (command.title().given()) {
            validation.requireText(command.title().value(), MAX_TITLE, PATH.to("title"));
        }
        validation.limitText(command.reason().value(), MAX_REASON, PATH.to("reason"));
        interval(command.from().overRequired(outage.from()), command.to().overRequired(outage.to()), now, validation);
    }

    private static void interval(@Nullable Instant from, @Nullable Instant to, Instant now, Validation validation) {
        if (from == null || to == null) {
            return;
        }
        if (!from.isBefore(to)) {
            validation.check(false, "later than from", PATH.to(TO));
            return;
        }
        validation.check(
                Duration.between(from, to).compareTo(PlannedOutage.MAX_LENGTH) <= 0,
                "at most " + PlannedOutage.MAX_LENGTH.toDays() + " days later than from",
                PATH.to(TO));
        validation.check(to.isAfter(now), "in the future", PATH.to(TO));
    }

    private static void refuseClearing(FieldUpdate<?> update, String field, Validation validation) {
        if (update.clears()) {
            validation.require(null, PATH.to(field));
        }
    }
}
