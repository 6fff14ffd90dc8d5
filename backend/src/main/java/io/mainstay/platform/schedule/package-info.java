/** Quartz as the clock, and periodic jobs that run once among all replicas. */
@NullMarked
package io.mainstay.platform.schedule;

import org.jspecify.annotations.NullMarked;
