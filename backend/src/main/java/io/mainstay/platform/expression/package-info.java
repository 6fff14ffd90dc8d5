/**
 * Conditions that people write in the Common Expression Language (CEL): checked when they are saved, evaluated within bounds
 * whenever they are asked.
 */
@NullMarked
package io.mainstay.platform.expression;

import org.jspecify.annotations.NullMarked;
