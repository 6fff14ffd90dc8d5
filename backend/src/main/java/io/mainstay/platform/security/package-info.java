/**
 * Who makes a request: validation of tokens, the principal of a request, and the port to the directory of people.
 */
@NullMarked
package io.mainstay.platform.security;

import org.jspecify.annotations.NullMarked;
