/** Named Cypher statements and how to run them. */
@NullMarked
package io.mainstay.platform.cypher;

import org.jspecify.annotations.NullMarked;
