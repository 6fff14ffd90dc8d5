// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar.internal;

import java.util.Locale;

/** Names in the form in which they are compared and sorted. */
public final class CalendarNames {

    private CalendarNames() {}

    /** The name without blanks around it and without regard to the case of letters. */
    public static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
