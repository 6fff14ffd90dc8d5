/** Unpacks the image, runs it as a container engine would and looks at what it says about itself. */
@NullMarked
package io.mainstay.image;

import org.jspecify.annotations.NullMarked;
