/** Tests of tokens and principals. */
@NullMarked
package io.mainstay.platform.security;

import org.jspecify.annotations.NullMarked;
