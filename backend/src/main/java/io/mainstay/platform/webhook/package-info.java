/** Sends events to another system over HTTP. */
@NullMarked
package io.mainstay.platform.webhook;

import org.jspecify.annotations.NullMarked;
