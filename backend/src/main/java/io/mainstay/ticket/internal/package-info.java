/** What the capability needs to run. */
@NullMarked
package io.mainstay.ticket.internal;

import org.jspecify.annotations.NullMarked;
