/** The audit trail, tested as a whole. */
@NullMarked
package io.mainstay.audit;

import org.jspecify.annotations.NullMarked;
