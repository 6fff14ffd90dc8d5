// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.internal.ConflictFinder.Side;
import io.mainstay.change.internal.conflict.Matter;
import io.mainstay.change.internal.store.MatterStore;
import io.mainstay.change.internal.store.MatterStore.Row;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.timer.Timers;
import io.mainstay.record.Occurrence;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowKind;
import io.mainstay.window.ChangeWindowQueries;
import io.mainstay.window.ChangeWindowState;
import io.mainstay.window.ChangeWindows;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks again at the changes that a change window touches: those that are planned while it holds and have items in its scope, and those that it touched
 * before. A maintenance window touches those before it too, which are outside of it.
 */
@Component
final class WindowConflictSweep extends ConflictSweep {

    static final String KIND = "change.window-conflicts";

    private static final int PAGE = 500;

    private final ChangeWindowQueries queries;
    private final ChangeWindows windows;
    private final MatterStore store;
    private final ConflictNews news;

    WindowConflictSweep(
            Timers timers, ChangeWindowQueries queries, ChangeWindows windows, MatterStore store, ConflictNews news) {
        super(timers);
        this.queries = queries;
        this.windows = windows;
        this.store = store;
        this.news = news;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Each touches others, by its own time and scope. */
    @Override
    public int atOnce() {
        return 1;
    }

    @Override
    @Nullable
    Round round(Set<String> movedIds, Instant now) {
        ChangeWindow window = queries.byIds(Principal.SYSTEM, movedIds).values().stream()
                .findFirst()
                .orElse(null);
        return window == null ? null : new OfWindow(window);
    }

    private final class OfWindow implements Round {

        private final ChangeWindow window;
        private final ConflictNews.Scope scope;

        OfWindow(ChangeWindow window) {
            this.window = window;
            this.scope = new ConflictNews.Scope(Set.of(Side.WINDOWS), this::concerns);
        }

        /** Of other freezes their own events tell. */
        private boolean concerns(Matter matter) {
            return switch (matter.kind()) {
                case FREEZE, MAINTAINED -> matter.recordId().equals(window.id());
                case OUTSIDE_MAINTENANCE -> window.kind() == ChangeWindowKind.MAINTENANCE;
                case CI_IMPAIRED, OPEN_INCIDENT -> false;
            };
        }

        @Override
        public Part after(String key) {
            boolean ended = window.state() == ChangeWindowState.ENDED;
            List<Row> rows = store.aroundWindow(
                    window.id(),
                    window.kind() == ChangeWindowKind.MAINTENANCE ? Instant.EPOCH : window.holdsFrom(),
                    ended ? Instant.EPOCH : window.holdsUntil(),
                    key,
                    PAGE);
            Set<String> covered = windows.covered(
                    window,
                    rows.stream()
                            .filter(row -> !row.met())
                            .flatMap(row -> row.ciIds().stream())
                            .collect(Collectors.toSet()));
            return new Part(
                    rows.stream()
                            .filter(row -> row.met() || !Collections.disjoint(row.ciIds(), covered))
                            .map(Row::id)
                            .toList(),
                    rows.size() == PAGE ? rows.getLast().id() : null);
        }

        @Override
        public List<String> moved(List<String> part) {
            return news.moved(part, scope);
        }

        @Override
        public @Nullable String tell(List<String> some, String after, Occurrence at) {
            news.tell(some, scope, at);
            return null;
        }
    }
}
