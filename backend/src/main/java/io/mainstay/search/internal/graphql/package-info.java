/** Search in the API. */
@NullMarked
package io.mainstay.search.internal.graphql;

import org.jspecify.annotations.NullMarked;
