@NullMarked
package io.mainstay.search.internal.store;

import org.jspecify.annotations.NullMarked;
