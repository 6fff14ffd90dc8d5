// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A question for what holds in a range.
 *
 * @param from the beginning of the range
 * @param to its end, exclusive
 * @param kinds of which kinds; of both if empty
 * @param ciIds windows that cover one of these CIs; all if empty
 * @param serviceIds windows whose scope names one of these services; all if empty
 * @param first how many occurrences are wanted
 */
public record ChangeWindowOccurrenceQuestion(
        Instant from, Instant to, Set<ChangeWindowKind> kinds, List<String> ciIds, List<String> serviceIds, int first) {

    public ChangeWindowOccurrenceQuestion {
        kinds = Set.copyOf(kinds);
        ciIds = List.copyOf(ciIds);
        serviceIds = List.copyOf(serviceIds);
    }
}
