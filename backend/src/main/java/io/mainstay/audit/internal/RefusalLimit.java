// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import io.mainstay.kernel.SystemClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Bounds the refusals that are audited, of each principal and of all, so that nobody fills the trail by asking. */
@Component
final class RefusalLimit {

    static final int PER_WINDOW = 60;
    private static final int PRINCIPALS = 10_000;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final SystemClock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > PRINCIPALS;
        }
    };

    RefusalLimit(SystemClock clock) {
        this.clock = clock;
    }

    enum Verdict {
        RECORD,
        LAST,
        SKIP
    }

    synchronized Verdict next(String principalId) {
        Instant now = clock.now();
        Window window = windows.get(principalId);
        if (window == null || !now.isBefore(window.end())) {
            window = new Window(now.plus(WINDOW), 0);
        }
        Window counted = new Window(window.end(), window.count() + 1);
        windows.put(principalId, counted);
        if (counted.count() <= PER_WINDOW) {
            return Verdict.RECORD;
        }
        return counted.count() == PER_WINDOW + 1 ? Verdict.LAST : Verdict.SKIP;
    }

    private record Window(Instant end, int count) {}
}
