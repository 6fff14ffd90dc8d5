// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.CiClasses;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowKind;
import io.mainstay.window.internal.store.ChangeWindowStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Change windows, ready to be asked. To read a rule and to check an expression takes longer than to ask them a thousand times, so what
 * was read is kept as long as the window's revision is the one that the graph has: each answer asks the graph for the revisions.
 */
@Component
public final class CompiledWindows {

    /** How many windows one answer looks at. */
    public static final int MAX_WINDOWS = 5_000;

    private final ChangeWindowStore store;
    private final CiClasses classes;
    private final UnitOfWork work;
    private final Map<String, CompiledWindow> cache = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompiledWindow> eldest) {
            return size() > MAX_WINDOWS;
        }
    };

    CompiledWindows(ChangeWindowStore store, CiClasses classes, UnitOfWork work) {
        this.store = store;
        this.classes = classes;
        this.work = work;
    }

    /** @param complete false if there are more than were looked at */
    public record Found(List<CompiledWindow> windows, boolean complete) {}

    /** The windows that may hold at some instant of [from, to), in the order of their ids; two database calls at most. */
    public Found holding(Instant from, Instant to) {
        return holding(EnumSet.allOf(ChangeWindowKind.class), from, to);
    }

    /** Those that are freezes. */
    public Found freezes(Instant from, Instant to) {
        return holding(EnumSet.of(ChangeWindowKind.FREEZE), from, to);
    }

    private Found holding(Set<ChangeWindowKind> kinds, Instant from, Instant to) {
        return work.read(() -> {
            Map<String, Integer> revisions = store.holding(kinds, from, to, MAX_WINDOWS + 1);
            List<CompiledWindow> windows = of(revisions);
            boolean complete = windows.size() <= MAX_WINDOWS;
            return new Found(complete ? windows : windows.subList(0, MAX_WINDOWS), complete);
        });
    }

    /** A window that was just read. */
    public CompiledWindow of(ChangeWindow window) {
        synchronized (cache) {
            CompiledWindow cached = cache.get(window.id());
            if (cached != null && cached.window().revision() == window.revision()) {
                return cached;
            }
        }
        CompiledWindow compiled = compile(window, classes.tree());
        keep(List.of(compiled));
        return compiled;
    }

    private List<CompiledWindow> of(Map<String, Integer> revisions) {
        List<CompiledWindow> found = new ArrayList<>(revisions.size());
        List<String> missing = new ArrayList<>();
        synchronized (cache) {
            revisions.forEach((id, revision) -> {
                CompiledWindow cached = cache.get(id);
                if (cached != null && cached.window().revision() == revision) {
                    found.add(cached);
                } else {
                    missing.add(id);
                }
            });
        }
        if (!missing.isEmpty()) {
            CiClassTree tree = classes.tree();
            List<CompiledWindow> compiled = store.byIds(missing).values().stream()
                    .map(window -> compile(window, tree))
                    .toList();
            keep(compiled);
            found.addAll(compiled);
        }
        found.sort(Comparator.comparing(window -> window.window().id()));
        return found;
    }

    private void keep(List<CompiledWindow> compiled) {
        synchronized (cache) {
            compiled.forEach(window -> cache.put(window.window().id(), window));
        }
    }

    private static CompiledWindow compile(ChangeWindow window, CiClassTree tree) {
        Map<String, String> classIds = window.scope().classIds().stream()
                .map(id -> tree.find(id).orElse(null))
                .filter(Objects::nonNull)
                .collect(Collectors.toMap(CiClass::key, CiClass::id));
        return new CompiledWindow(
                window, new Occurrences(window.schedule()), new ScopeMatcher(window.scope(), classIds));
    }
}
