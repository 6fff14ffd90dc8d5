/** Incidents in the GraphQL API. */
@NullMarked
package io.mainstay.incident.internal.graphql;

import org.jspecify.annotations.NullMarked;
