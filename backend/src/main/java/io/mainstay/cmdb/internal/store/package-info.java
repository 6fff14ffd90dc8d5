/** CIs, relations and classes in Neo4j. */
@NullMarked
package io.mainstay.cmdb.internal.store;

import org.jspecify.annotations.NullMarked;
