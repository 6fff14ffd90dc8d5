// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.CabMeeting;
import io.mainstay.change.ChangeCalendar.Entry;
import io.mainstay.change.ChangeCalendar.Kind;
import io.mainstay.change.ChangeCalendarQuestion;
import io.mainstay.change.ChangeCalendarSource;
import io.mainstay.change.internal.store.CabMeetingStore;
import io.mainstay.kernel.Principal;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Meetings of the change advisory board in the calendar of changes, which asks whether its reader may read changes. */
@Component
final class CabMeetingCalendar implements ChangeCalendarSource {

    private final CabMeetingStore store;

    CabMeetingCalendar(CabMeetingStore store) {
        this.store = store;
    }

    @Override
    public Kind kind() {
        return Kind.CAB_MEETING;
    }

    /** A meeting is about no CI. */
    @Override
    public List<Entry> during(
            Principal principal, ChangeCalendarQuestion question, @Nullable Collection<String> ciIds, int most) {
        return ciIds == null
                ? store.during(question.from(), question.to(), most).stream()
                        .map(CabMeetingCalendar::entry)
                        .toList()
                : List.of();
    }

    private static Entry entry(CabMeeting meeting) {
        CabMeeting.Plan plan = meeting.plan();
        return new Entry(
                Kind.CAB_MEETING, plan.startsAt(), plan.endsAt(), plan.zone(), plan.title(), meeting, meeting.id());
    }
}
