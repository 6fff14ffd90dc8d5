/** Comma-separated values (RFC 4180), as text. */
@NullMarked
package io.mainstay.platform.csv;

import org.jspecify.annotations.NullMarked;
