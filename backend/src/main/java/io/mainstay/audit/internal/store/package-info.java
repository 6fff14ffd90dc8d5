/** The audit trail in Neo4j. */
@NullMarked
package io.mainstay.audit.internal.store;

import org.jspecify.annotations.NullMarked;
