@NullMarked
package io.mainstay.identity;

import org.jspecify.annotations.NullMarked;
