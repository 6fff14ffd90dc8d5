// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.window.ChangeWindowSchedule;
import org.jspecify.annotations.Nullable;

/** What a change window shall be, as far as it can be told without a look at what its scope names. */
public record Definition(String name, @Nullable String description, Times times) {

    public record Times(ChangeWindowSchedule schedule, Occurrences occurrences) {}
}
