/** One mutation, one transaction: retries, idempotency, lock first. */
@NullMarked
package io.mainstay.platform.work;

import org.jspecify.annotations.NullMarked;
