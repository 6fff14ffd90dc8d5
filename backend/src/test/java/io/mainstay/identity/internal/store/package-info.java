@NullMarked
package io.mainstay.identity.internal.store;

import org.jspecify.annotations.NullMarked;
