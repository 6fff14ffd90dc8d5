/** What operators see and do: consumers, dead letters, timers, schedules and jobs, over GraphQL. */
@NullMarked
package io.mainstay.platform.operations;

import org.jspecify.annotations.NullMarked;
