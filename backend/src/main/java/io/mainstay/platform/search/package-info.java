/** What a capability offers to search: documents made from its records. */
@NullMarked
package io.mainstay.platform.search;

import org.jspecify.annotations.NullMarked;
