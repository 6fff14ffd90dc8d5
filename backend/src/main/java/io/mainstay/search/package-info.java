/**
 * Finds records of all types. The index is derived: it is fed by events, can be rebuilt while it serves, and while it is
 * away Neo4j's full-text indexes answer in its place.
 */
@NullMarked
@ApplicationModule(
        displayName = "Search",
        allowedDependencies = {"kernel", "platform"})
package io.mainstay.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
