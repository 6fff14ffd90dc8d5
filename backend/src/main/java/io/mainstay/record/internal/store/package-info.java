/** Record keeping in Neo4j. */
@NullMarked
package io.mainstay.record.internal.store;

import org.jspecify.annotations.NullMarked;
