// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.platform.outbox.EventType;

/** The dismissal of a trend was taken back. */
@EventType("problem.trend-restored.v1")
public record ProblemTrendRestored(String id, ProblemTrendScope scope, String subjectId) {}
