/** Runs what the README shows. */
@NullMarked
package io.mainstay.readme;

import org.jspecify.annotations.NullMarked;
