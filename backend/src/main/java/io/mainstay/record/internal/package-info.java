/** How records keep their numbers, history and work log. */
@NullMarked
package io.mainstay.record.internal;

import org.jspecify.annotations.NullMarked;
