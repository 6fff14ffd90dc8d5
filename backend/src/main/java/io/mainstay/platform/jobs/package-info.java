/** Background jobs in chunks, which survive a crash, show their progress and can be cancelled. */
@NullMarked
package io.mainstay.platform.jobs;

import org.jspecify.annotations.NullMarked;
