@NullMarked
package io.mainstay.problem;

import org.jspecify.annotations.NullMarked;
