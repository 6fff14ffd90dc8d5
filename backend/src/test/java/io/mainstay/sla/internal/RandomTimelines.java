// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.calendar.BusinessCalendar;
import io.mainstay.calendar.RandomCalendars;
import io.mainstay.sla.RecalculationMode;
import io.mainstay.sla.ReopenMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes timelines with holds, reopenings, changes of terms and events at one instant, close to changes of the clock. */
final class RandomTimelines {

    private static final List<String> ZONES =
            List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai", "UTC");
    private static final List<String> HOLD_REASONS = List.of("AWAITING_CUSTOMER", "AWAITING_VENDOR", "AWAITING_CHANGE");

    private final Random random;

    RandomTimelines(Random random) {
        this.random = random;
    }

    Timeline timeline() {
        Duration step = random.nextInt(10) == 0 ? Duration.ofSeconds(1) : Duration.ofMinutes(1);
        int longestGap = step.equals(Duration.ofSeconds(1)) ? 1_500 : 1_600;
        RandomCalendars calendars = new RandomCalendars(random, ZONES);
        String zone = calendars.zone();
        Instant at = calendars.instantNearChange(zone);
        List<SlaTerms> terms = new ArrayList<>();
        for (int index = 0; index < 4; index++) {
            BusinessCalendar calendar = new BusinessCalendar(calendars.versions(zone, at));
            terms.add(terms("terms-" + index, calendar, step));
        }
        List<SlaEvent> events = new ArrayList<>();
        if (random.nextInt(10) > 0) {
            events.add(new SlaEvent.Opened(at));
            events.add(new SlaEvent.TermsApplied(at, terms.getFirst()));
        } else {
            events.add(new SlaEvent.TermsApplied(at, terms.getFirst()));
            at = at.plus(step.multipliedBy(random.nextInt(60)));
            events.add(new SlaEvent.Opened(at));
        }
        for (int more = random.nextInt(14); more > 0; more--) {
            at = random.nextInt(4) == 0 ? at : at.plus(step.multipliedBy(random.nextInt(longestGap)));
            events.add(event(at, terms));
        }
        Instant now = at.plus(step.multipliedBy(random.nextInt(5) == 0 ? 0 : random.nextInt(2 * longestGap)));
        if (random.nextInt(6) == 0) {
            now = events.get(random.nextInt(events.size())).at();
        }
        return new Timeline(List.copyOf(events), now, step);
    }

    private SlaEvent event(Instant at, List<SlaTerms> terms) {
        int dice = random.nextInt(100);
        if (dice < 22) {
            return new SlaEvent.Held(at, HOLD_REASONS.get(random.nextInt(HOLD_REASONS.size())));
        }
        if (dice < 37) {
            return new SlaEvent.Released(at);
        }
        if (dice < 55) {
            return new SlaEvent.Resolved(at);
        }
        if (dice < 73) {
            return new SlaEvent.Reopened(at);
        }
        if (dice < 78) {
            return new SlaEvent.Responded(at);
        }
        if (dice < 80) {
            return new SlaEvent.Cancelled(at);
        }
        if (dice < 81) {
            return new SlaEvent.Opened(at);
        }
        if (dice < 84) {
            return new SlaEvent.TermsApplied(at, null);
        }
        return new SlaEvent.TermsApplied(at, terms.get(random.nextInt(terms.size())));
    }

    private SlaTerms terms(String reference, BusinessCalendar calendar, Duration step) {
        Set<String> pausing = new HashSet<>();
        for (String reason : HOLD_REASONS) {
            if (random.nextBoolean()) {
                pausing.add(reason);
            }
        }
        // Shares of 50, 75 and 90 percent of a multiple of 20 steps are whole steps.
        Duration target = step.multipliedBy(20L * (1 + random.nextInt(random.nextBoolean() ? 10 : 150)));
        return new SlaTerms(
                reference,
                target,
                calendar,
                pausing,
                ReopenMode.values()[random.nextInt(ReopenMode.values().length)],
                RecalculationMode.values()[random.nextInt(RecalculationMode.values().length)],
                List.of(50, 75, 90));
    }

    record Timeline(List<SlaEvent> events, Instant now, Duration step) {}
}
