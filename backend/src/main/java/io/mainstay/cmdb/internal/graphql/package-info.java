/** CIs, relations and impact in the GraphQL API. */
@NullMarked
package io.mainstay.cmdb.internal.graphql;

import org.jspecify.annotations.NullMarked;
