// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.List;

/**
 * The same going wrong on one item again and again; {@code incidents.yml} explains the fields.
 *
 * @param from how many days ago it began
 * @param until how many days ago it ended
 * @param stages where the histories end, the oldest incident first
 */
record EpisodeText(String key, String template, String ci, int from, int until, List<IncidentStage> stages) {}
