@NullMarked
package io.mainstay.search;

import org.jspecify.annotations.NullMarked;
