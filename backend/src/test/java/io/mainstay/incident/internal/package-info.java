/** What an incident is and what may happen to it, tested without a server. */
@NullMarked
package io.mainstay.incident.internal;

import org.jspecify.annotations.NullMarked;
