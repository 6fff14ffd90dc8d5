// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.time.Instant;
import java.util.function.Function;

/**
 * A step whose time is not known yet.
 *
 * @param share how long it takes, compared with the others of the same incident
 * @param step makes it once its time is known
 */
record Beat(double share, Function<Instant, IncidentStep> step) {}
