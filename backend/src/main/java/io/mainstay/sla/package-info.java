/** Service levels: definitions, the clocks that they give a record, their deadlines and what happens when one passes. */
@NullMarked
package io.mainstay.sla;

import org.jspecify.annotations.NullMarked;
