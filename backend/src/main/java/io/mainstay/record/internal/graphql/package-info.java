/** What all records show in the GraphQL API. */
@NullMarked
package io.mainstay.record.internal.graphql;

import org.jspecify.annotations.NullMarked;
