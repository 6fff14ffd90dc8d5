/** How a replica leaves: it says that it is going, serves on until nobody sends it anything, and only then stops. */
@NullMarked
package io.mainstay.platform.shutdown;

import org.jspecify.annotations.NullMarked;
