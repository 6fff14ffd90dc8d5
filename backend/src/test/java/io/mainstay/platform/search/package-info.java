/** Tests of what search is given. */
@NullMarked
package io.mainstay.platform.search;

import org.jspecify.annotations.NullMarked;
