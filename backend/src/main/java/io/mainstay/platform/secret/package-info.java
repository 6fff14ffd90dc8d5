/** Encrypts values that nobody may read in the database, under keys that come from the environment. */
@NullMarked
package io.mainstay.platform.secret;

import org.jspecify.annotations.NullMarked;
