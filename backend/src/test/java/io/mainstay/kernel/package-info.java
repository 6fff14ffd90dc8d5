@NullMarked
package io.mainstay.kernel;

import org.jspecify.annotations.NullMarked;
