// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;

import io.mainstay.calendar.CalendarCommand;
import io.mainstay.calendar.CalendarRules;
import io.mainstay.calendar.CalendarService;
import io.mainstay.calendar.CalendarView;
import io.mainstay.calendar.DayInterval;
import io.mainstay.calendar.WeeklyInterval;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.record.TicketKind;
import io.mainstay.sla.PastThresholds;
import io.mainstay.sla.RecalculationMode;
import io.mainstay.sla.ReopenMode;
import io.mainstay.sla.SlaDefinitionCommand;
import io.mainstay.sla.SlaDefinitions;
import io.mainstay.sla.SlaMetric;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds to the built-in calendars and definitions what plants and stores have agreed on. */
@Component
final class ServiceLevelLoader {

    /** The class of customer that the plants are. */
    static final String STRATEGIC = "STRATEGIC";

    private static final String ZONE = "Europe/London";
    private static final PageRequest ALL = new PageRequest(PageRequest.MAX, null);

    private final CalendarService calendars;
    private final SlaDefinitions definitions;

    ServiceLevelLoader(CalendarService calendars, SlaDefinitions definitions) {
        this.calendars = calendars;
        this.definitions = definitions;
    }

    /** @param ciIds ids of items by name; an agreement on an offering that is not among them is left out */
    void load(Map<String, String> ciIds) {
        String shifts =
                calendar("Plant shifts", "Early and late shift of the plants.", hours(6, 22), hours(6, 14), null);
        String stores = calendar("Store hours", "When the stores are open.", hours(9, 20), hours(9, 20), hours(11, 17));
        agreeOn("Line control P1 resolution", "P1", ciIds.get("Line Control Northfield"), Duration.ofHours(2), shifts);
        agreeOn(
                "Line control Eastgate P1 resolution",
                "P1",
                ciIds.get("Line Control Eastgate"),
                Duration.ofHours(2),
                shifts);
        agreeOn("Store checkout resolution", null, ciIds.get("Store Checkout"), Duration.ofHours(11), stores);
        agree("Strategic customers P3 resolution", "P3", null, STRATEGIC, Duration.ofHours(16), shifts);
    }

    private String calendar(
            String name, String description, DayInterval workday, DayInterval saturday, @Nullable DayInterval sunday) {
        Optional<CalendarView> present = calendars.list(Principal.SYSTEM, ALL).nodes().stream()
                .filter(calendar -> calendar.name().equals(name))
                .findFirst();
        if (present.isPresent()) {
            return present.get().id();
        }
        List<WeeklyInterval> week = new ArrayList<>();
        for (DayOfWeek day : EnumSet.complementOf(EnumSet.of(SATURDAY, SUNDAY))) {
            week.add(new WeeklyInterval(day, workday));
        }
        week.add(new WeeklyInterval(SATURDAY, saturday));
        if (sunday != null) {
            week.add(new WeeklyInterval(SUNDAY, sunday));
        }
        CalendarRules rules = new CalendarRules(ZONE, week, List.of(), List.of());
        return calendars
                .create(Principal.SYSTEM, new CalendarCommand(name, description, null, rules), null)
                .id();
    }

    private void agreeOn(
            String name, @Nullable String priority, @Nullable String offeringId, Duration target, String calendarId) {
        if (offeringId != null) {
            agree(name, priority, offeringId, null, target, calendarId);
        }
    }

    private void agree(
            String name,
            @Nullable String priority,
            @Nullable String offeringId,
            @Nullable String customerClass,
            Duration target,
            String calendarId) {
        boolean present = definitions.list(Principal.SYSTEM, TicketKind.INCIDENT, ALL).nodes().stream()
                .anyMatch(definition -> definition.name().equals(name));
        if (present) {
            return;
        }
        definitions.create(
                Principal.SYSTEM,
                new SlaDefinitionCommand(
                        name,
                        TicketKind.INCIDENT,
                        SlaMetric.RESOLUTION,
                        priority,
                        offeringId,
                        customerClass,
                        target,
                        calendarId,
                        List.of("AWAITING_CUSTOMER"),
                        ReopenMode.RESUME,
                        RecalculationMode.RETROACTIVE,
                        PastThresholds.FIRE_MARKED,
                        List.of(50, 75, 90)),
                null);
    }

    private static DayInterval hours(int from, int to) {
        return new DayInterval(from * 60, to * 60);
    }
}
