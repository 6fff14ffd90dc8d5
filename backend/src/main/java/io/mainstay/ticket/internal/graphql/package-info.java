/** The settings of tickets in the GraphQL API. */
@NullMarked
package io.mainstay.ticket.internal.graphql;

import org.jspecify.annotations.NullMarked;
