@NullMarked
package io.mainstay.demo.internal.load;

import org.jspecify.annotations.NullMarked;
