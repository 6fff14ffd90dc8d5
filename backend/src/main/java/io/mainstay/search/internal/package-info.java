/** Queries, feeding, rebuilding and checking, without search engine or database. */
@NullMarked
package io.mainstay.search.internal;

import org.jspecify.annotations.NullMarked;
