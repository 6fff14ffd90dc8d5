/** Rules that the whole code keeps. */
@NullMarked
package io.mainstay.architecture;

import org.jspecify.annotations.NullMarked;
