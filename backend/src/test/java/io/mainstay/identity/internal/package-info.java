@NullMarked
package io.mainstay.identity.internal;

import org.jspecify.annotations.NullMarked;
