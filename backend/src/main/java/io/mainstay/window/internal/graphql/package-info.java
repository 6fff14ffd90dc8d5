@NullMarked
package io.mainstay.window.internal.graphql;

import org.jspecify.annotations.NullMarked;
