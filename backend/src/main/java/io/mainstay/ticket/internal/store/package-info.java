/** The settings of tickets in Neo4j. */
@NullMarked
package io.mainstay.ticket.internal.store;

import org.jspecify.annotations.NullMarked;
