@NullMarked
package io.mainstay.window.internal;

import org.jspecify.annotations.NullMarked;
