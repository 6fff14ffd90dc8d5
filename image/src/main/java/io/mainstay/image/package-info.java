/** Lays out the files of the backend's OCI image. Part of the build only: nothing here is in the image. */
@NullMarked
package io.mainstay.image;

import org.jspecify.annotations.NullMarked;
