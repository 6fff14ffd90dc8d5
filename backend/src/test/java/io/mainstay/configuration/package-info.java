/** What an installation can set. */
@NullMarked
package io.mainstay.configuration;

import org.jspecify.annotations.NullMarked;
