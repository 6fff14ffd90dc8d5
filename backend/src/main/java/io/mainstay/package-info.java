/** Mainstay, an IT service management platform built on a graph. */
@NullMarked
package io.mainstay;

import org.jspecify.annotations.NullMarked;
