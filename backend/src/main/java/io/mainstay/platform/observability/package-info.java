/** What lets an operator follow a request: ids in logs and answers. */
@NullMarked
package io.mainstay.platform.observability;

import org.jspecify.annotations.NullMarked;
