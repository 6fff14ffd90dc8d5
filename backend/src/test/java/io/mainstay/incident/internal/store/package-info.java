@NullMarked
package io.mainstay.incident.internal.store;

import org.jspecify.annotations.NullMarked;
