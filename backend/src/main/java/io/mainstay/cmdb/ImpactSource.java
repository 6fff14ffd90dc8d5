// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

/** What an answer about impact was read from. */
public enum ImpactSource {
    /** The graph database. */
    NEO4J,
    /** The graph that the replica which answered keeps in memory; it knew everything that was committed before the question. */
    PROJECTION
}
