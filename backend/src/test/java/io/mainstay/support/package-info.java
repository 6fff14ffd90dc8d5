/** What integration tests share. */
@NullMarked
package io.mainstay.support;

import org.jspecify.annotations.NullMarked;
