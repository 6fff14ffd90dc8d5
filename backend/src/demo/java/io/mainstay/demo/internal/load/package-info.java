/** Loads the demo company through the services of the capabilities. */
@NullMarked
package io.mainstay.demo.internal.load;

import org.jspecify.annotations.NullMarked;
