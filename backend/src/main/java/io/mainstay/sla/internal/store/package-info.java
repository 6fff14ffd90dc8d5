/** Definitions, timelines and clocks in Neo4j. */
@NullMarked
package io.mainstay.sla.internal.store;

import org.jspecify.annotations.NullMarked;
