/** Keeps people, teams and organisations in Neo4j. */
@NullMarked
package io.mainstay.identity.internal.store;

import org.jspecify.annotations.NullMarked;
