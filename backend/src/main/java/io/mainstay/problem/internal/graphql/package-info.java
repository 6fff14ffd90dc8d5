@NullMarked
package io.mainstay.problem.internal.graphql;

import org.jspecify.annotations.NullMarked;
