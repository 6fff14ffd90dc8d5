/** Definitions and clocks in the API. */
@NullMarked
package io.mainstay.sla.internal.graphql;

import org.jspecify.annotations.NullMarked;
