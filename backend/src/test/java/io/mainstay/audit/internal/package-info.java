/** Digests, chains and seals without a database. */
@NullMarked
package io.mainstay.audit.internal;

import org.jspecify.annotations.NullMarked;
