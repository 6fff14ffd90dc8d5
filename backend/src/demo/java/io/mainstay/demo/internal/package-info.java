/** The generator of the demo company: pure, without Spring or database. */
@NullMarked
package io.mainstay.demo.internal;

import org.jspecify.annotations.NullMarked;
