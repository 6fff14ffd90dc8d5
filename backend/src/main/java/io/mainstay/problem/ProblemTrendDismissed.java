// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.platform.outbox.EventType;
import java.time.Instant;

/** A trend was set aside, or set aside anew. */
@EventType("problem.trend-dismissed.v1")
public record ProblemTrendDismissed(String id, ProblemTrendScope scope, String subjectId, Instant until) {}
