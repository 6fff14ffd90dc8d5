/**
 * Serves the console, the web application of {@code console/}, from the class path: pages, assets, and what the browser may do with them.
 */
@NullMarked
package io.mainstay.platform.console;

import org.jspecify.annotations.NullMarked;
