/** People, teams and organisations in the API. */
@NullMarked
package io.mainstay.identity.internal.graphql;

import org.jspecify.annotations.NullMarked;
