@NullMarked
package io.mainstay.ticket;

import org.jspecify.annotations.NullMarked;
