/** Leases with fencing tokens, and workers that run on the one replica that holds a lease. */
@NullMarked
package io.mainstay.platform.lease;

import org.jspecify.annotations.NullMarked;
