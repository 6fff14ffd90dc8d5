// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The workaround of a problem, as it is shown on an incident.
 *
 * @param helped whether it helped with the incident; null while nobody has said
 */
public record PublishedWorkaround(
        String problemId, Instant publishedAt, @Nullable Boolean helped) {}
