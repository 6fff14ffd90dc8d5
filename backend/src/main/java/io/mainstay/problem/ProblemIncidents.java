// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

/**
 * What a problem has to do with incidents that the reader sees.
 *
 * @param incidents how many it causes
 * @param helped with how many its workaround helped
 * @param didNotHelp with how many it did not
 */
public record ProblemIncidents(int incidents, int helped, int didNotHelp) {

    public static final ProblemIncidents NONE = new ProblemIncidents(0, 0, 0);
}
