@NullMarked
package io.mainstay.window.internal.store;

import org.jspecify.annotations.NullMarked;
