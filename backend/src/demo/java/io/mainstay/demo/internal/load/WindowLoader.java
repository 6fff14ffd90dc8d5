// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.kernel.Principal;
import io.mainstay.window.ChangeWindowKind;
import io.mainstay.window.ChangeWindowService;
import io.mainstay.window.SetChangeWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sets when nothing is to be changed at the turn of the year, and when each group of sites is worked on. */
@Component
final class WindowLoader {

    private static final String LONDON = "Europe/London";
    private static final String SHANGHAI = "Asia/Shanghai";

    private final ChangeWindowService windows;

    WindowLoader(ChangeWindowService windows) {
        this.windows = windows;
    }

    /**
     * @param ciIds ids of items by name; of a group of sites those are left out that are not among them
     * @param now the end of the company's history
     */
    void load(Map<String, String> ciIds, Instant now) {
        LocalDate today = now.atZone(ZoneId.of(LONDON)).toLocalDate();
        LocalDate freeze = LocalDate.of(today.getYear() - 1, Month.DECEMBER, 20);
        set(
                ChangeWindowKind.FREEZE,
                "Year-end freeze",
                "The books are closed and stores sell most: nothing is changed that can wait.",
                new SetChangeWindow.Scope(true, null, null, null, null, null, null),
                LONDON,
                freeze.atTime(18, 0),
                freeze.plusDays(18).atTime(6, 0),
                "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20");
        weekly(
                "Data centre nights",
                "Both data centres, in the night to Sunday.",
                sites(ciIds, "Northfield Data Centre", "Eastgate Data Centre"),
                LONDON,
                at(today, DayOfWeek.SUNDAY, 1),
                4);
        weekly(
                "Plant Sundays",
                "The lines stand still.",
                sites(ciIds, "Northfield Plant", "Eastgate Plant"),
                LONDON,
                at(today, DayOfWeek.SUNDAY, 6),
                8);
        weekly(
                "Store nights",
                "All that belongs to a store, after closing time.",
                new SetChangeWindow.Scope(null, null, null, null, null, null, "ci.name.startsWith('store-')"),
                LONDON,
                at(today, DayOfWeek.TUESDAY, 22),
                5);
        weekly(
                "Shanghai Saturdays",
                "The office in Shanghai, by its own clock.",
                sites(ciIds, "Shanghai Office"),
                SHANGHAI,
                at(today, DayOfWeek.SATURDAY, 20),
                6);
    }

    /** Whether the freeze at the turn of the year is on at some time from one instant to another, a few days later. */
    static boolean freezes(Instant from, Instant to) {
        LocalDateTime last = to.atZone(ZoneId.of(LONDON)).toLocalDateTime();
        LocalDateTime begins = LocalDate.of(last.getYear(), Month.DECEMBER, 20).atTime(18, 0);
        LocalDateTime ends = LocalDate.of(last.getYear(), Month.JANUARY, 7).atTime(6, 0);
        return !last.isBefore(begins)
                || from.atZone(ZoneId.of(LONDON)).toLocalDateTime().isBefore(ends);
    }

    private void weekly(
            String name,
            String description,
            SetChangeWindow.@Nullable Scope scope,
            String zone,
            LocalDateTime startsAt,
            int hours) {
        if (scope != null) {
            String day = startsAt.getDayOfWeek().name().substring(0, 2);
            set(
                    ChangeWindowKind.MAINTENANCE,
                    name,
                    description,
                    scope,
                    zone,
                    startsAt,
                    startsAt.plusHours(hours),
                    "FREQ=WEEKLY;BYDAY=" + day);
        }
    }

    /** The key makes a repeated load find what is there. */
    private void set(
            ChangeWindowKind kind,
            String name,
            String description,
            SetChangeWindow.Scope scope,
            String zone,
            LocalDateTime startsAt,
            LocalDateTime endsAt,
            String rule) {
        windows.set(
                Principal.SYSTEM,
                kind,
                null,
                new SetChangeWindow(
                        name,
                        description,
                        scope,
                        zone,
                        startsAt.toString(),
                        endsAt.toString(),
                        new SetChangeWindow.Recurrence(rule, null, null)),
                null,
                "demo " + name);
    }

    /** Null if none of the sites is there. */
    private static SetChangeWindow.@Nullable Scope sites(Map<String, String> ciIds, String... names) {
        List<String> ids =
                Stream.of(names).map(ciIds::get).filter(Objects::nonNull).toList();
        return ids.isEmpty() ? null : new SetChangeWindow.Scope(null, null, null, ids, null, null, null);
    }

    private static LocalDateTime at(LocalDate today, DayOfWeek day, int hour) {
        return today.with(TemporalAdjusters.next(day)).atTime(LocalTime.of(hour, 0));
    }
}
