/** Checks of the schema as a whole. */
@NullMarked
package io.mainstay.schema;

import org.jspecify.annotations.NullMarked;
