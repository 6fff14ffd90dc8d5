// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar.internal;

import io.mainstay.calendar.BusinessCalendar;
import io.mainstay.calendar.BusinessCalendars;
import io.mainstay.calendar.CalendarRef;
import io.mainstay.platform.work.UnitOfWork;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * A cache of compiled calendars: what a reference refers to never changes, so what was made of it once serves for ever and
 * on every replica.
 */
@Component
final class CachedBusinessCalendars implements BusinessCalendars {

    private static final int MAX_CACHED = 500;

    private final CalendarStore store;
    private final UnitOfWork work;
    private final Map<CalendarRef, BusinessCalendar> cache = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CalendarRef, BusinessCalendar> eldest) {
            return size() > MAX_CACHED;
        }
    };

    CachedBusinessCalendars(CalendarStore store, UnitOfWork work) {
        this.store = store;
        this.work = work;
    }

    @Override
    public Map<String, CalendarRef> newest(Collection<String> calendarIds) {
        if (calendarIds.isEmpty()) {
            return Map.of();
        }
        return work.read(() -> store.revisions(calendarIds)).entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> new CalendarRef(entry.getKey(), entry.getValue())));
    }

    @Override
    public Map<CalendarRef, BusinessCalendar> byRefs(Collection<CalendarRef> refs) {
        Map<CalendarRef, BusinessCalendar> found = new HashMap<>();
        synchronized (cache) {
            for (CalendarRef ref : refs) {
                BusinessCalendar cached = cache.get(ref);
                if (cached != null) {
                    found.put(ref, cached);
                }
            }
        }
        Set<CalendarRef> missing = new HashSet<>(refs);
        missing.removeAll(found.keySet());
        if (missing.isEmpty()) {
            return Map.copyOf(found);
        }
        Map<CalendarRef, BusinessCalendar> loaded = new HashMap<>();
        work.read(() -> store.versions(missing))
                .forEach((ref, versions) -> loaded.put(ref, new BusinessCalendar(versions)));
        missing.removeAll(loaded.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalStateException("No calendar is at " + missing);
        }
        synchronized (cache) {
            cache.putAll(loaded);
        }
        found.putAll(loaded);
        return Map.copyOf(found);
    }
}
