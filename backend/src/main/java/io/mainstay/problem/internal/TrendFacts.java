// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What trends are found in, as one reader may see it.
 *
 * @param incidents of the window, newest first
 * @param past the incidents before the window
 * @param classIds the class of each configuration item; one that is absent does not count
 * @param providers what each configuration item depends on directly
 * @param windowsInPast how many windows long the time before the window is, more than 0
 */
public record TrendFacts(
        List<Incident> incidents,
        List<Past> past,
        Map<String, String> classIds,
        Map<String, Set<String>> providers,
        double windowsInPast) {

    /** An incident that counts, with the configuration items that it affects. */
    public record Incident(String id, Instant reportedAt, Set<String> ciIds) {}

    /** How many incidents affected the same configuration items. */
    public record Past(Set<String> ciIds, int count) {}
}
