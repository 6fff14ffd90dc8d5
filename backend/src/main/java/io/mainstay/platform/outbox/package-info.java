/** Events that leave a unit of work: written with the change that caused them, numbered, and delivered to consumers. */
@NullMarked
package io.mainstay.platform.outbox;

import org.jspecify.annotations.NullMarked;
