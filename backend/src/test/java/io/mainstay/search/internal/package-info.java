@NullMarked
package io.mainstay.search.internal;

import org.jspecify.annotations.NullMarked;
