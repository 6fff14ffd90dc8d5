// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import java.util.Set;

/**
 * Which terms are in force, and nothing else: the newest version of each definition and the revision of each calendar, as
 * {@code id/number}. Whoever reads while a change is being committed may see a part of it, so what was read with which stamp is
 * never taken from another read.
 */
public record TermsStamp(Set<String> definitions, Set<String> calendars) {

    public TermsStamp {
        definitions = Set.copyOf(definitions);
        calendars = Set.copyOf(calendars);
    }

    static String part(String id, int number) {
        return id + '/' + number;
    }
}
