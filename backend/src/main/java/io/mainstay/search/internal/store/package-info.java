/** What search keeps in the graph and asks it. */
@NullMarked
package io.mainstay.search.internal.store;

import org.jspecify.annotations.NullMarked;
