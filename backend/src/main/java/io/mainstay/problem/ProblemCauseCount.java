// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

/** How many problems have a kind of cause, and how many of these are open. */
public record ProblemCauseCount(CauseCategory category, int problems, int open) {}
