/** The audit trail in the GraphQL API. */
@NullMarked
package io.mainstay.audit.internal.graphql;

import org.jspecify.annotations.NullMarked;
