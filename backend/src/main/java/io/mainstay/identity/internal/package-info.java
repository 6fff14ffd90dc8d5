/** Synchronisation and visibility, without database or provider. */
@NullMarked
package io.mainstay.identity.internal;

import org.jspecify.annotations.NullMarked;
