// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The business calendars of the installation. Reading needs the permission {@code sla.read}, changing {@code sla.configure};
 * what lacks them is refused with {@link io.mainstay.kernel.ForbiddenException}.
 */
public interface CalendarService {

    /** What cursors of {@link #list} belong to; see {@link PageRequest#of}. */
    String SCOPE = "businessCalendars by name";

    /**
     * Makes a calendar.
     *
     * @throws io.mainstay.kernel.RefusedException naming every field and rule that the command breaks; ALREADY_EXISTS if another
     *     calendar has the name
     */
    CalendarView create(Principal principal, CalendarCommand command, @Nullable String idempotencyKey);

    /**
     * Gives a calendar other rules from a date on. Rules that begin on the same date are replaced; rules that begin later stay.
     * Open clocks follow within seconds, each as its definition says; closed ones keep what they closed under.
     *
     * @throws io.mainstay.kernel.RefusedException as {@link #create}; NOT_FOUND; STALE_VERSION
     */
    CalendarView revise(Principal principal, String id, CalendarCommand command, int expectedVersion);

    Optional<CalendarView> find(Principal principal, String id);

    /** Calendars by id, by one database call; those that do not exist are absent. */
    Map<String, CalendarView> byIds(Principal principal, Collection<String> ids);

    /** All calendars by name. */
    Page<CalendarView> list(Principal principal, PageRequest request);

    /** How many calendars there are. */
    int count(Principal principal);
}
