@NullMarked
package io.mainstay.problem.internal.store;

import org.jspecify.annotations.NullMarked;
