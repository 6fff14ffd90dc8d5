/** Tests of the GraphQL platform on a small application of their own, without any server. */
@NullMarked
package io.mainstay.platform.graphql;

import org.jspecify.annotations.NullMarked;
