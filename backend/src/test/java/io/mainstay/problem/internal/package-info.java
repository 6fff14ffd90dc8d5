@NullMarked
package io.mainstay.problem.internal;

import org.jspecify.annotations.NullMarked;
