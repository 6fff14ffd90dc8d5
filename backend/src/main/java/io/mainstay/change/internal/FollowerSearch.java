// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.internal.ChangeFollowers.Dependent;
import io.mainstay.change.internal.ChangeFollowers.Implemented;
import io.mainstay.change.internal.ChangeFollowers.Reported;
import io.mainstay.change.internal.conflict.Span;
import io.mainstay.change.internal.store.ChangeFigureStore;
import io.mainstay.change.internal.store.ChangeFigureStore.Found;
import io.mainstay.kernel.Visibility;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Looks for incidents after some work. */
@Component
public final class FollowerSearch {

    private final ChangeFigureStore store;

    FollowerSearch(ChangeFigureStore store) {
        this.store = store;
    }

    /** @param complete false if not all was looked at */
    public record Around(ChangeFollowers followers, boolean complete) {}

    /**
     * Reads what depends on what was changed, then the incidents on that: each once, however much work reaches it.
     *
     * @param after for how long after the work an incident counts
     */
    public Around around(Visibility visibility, Collection<Implemented> implemented, Duration after) {
        Map<String, Span> changed = new LinkedHashMap<>();
        Set<Span> times = new HashSet<>();
        implemented.forEach(one -> {
            Span time = new Span(one.began(), one.ended().plus(after));
            times.add(time);
            changed.merge(one.ciId(), time, Span::around);
        });
        Found<Dependent> dependents = store.dependents(visibility, changed.keySet());
        Map<String, Span> reached = new LinkedHashMap<>();
        dependents
                .rows()
                .forEach(one -> reached.merge(
                        one.dependentId(), Objects.requireNonNull(changed.get(one.ciId())), Span::around));
        Found<Reported> reported = store.incidents(visibility, Span.disjoint(times), reached);
        return new Around(
                new ChangeFollowers(dependents.rows(), reported.rows(), after),
                dependents.complete() && reported.complete());
    }
}
