// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The handlers by kind. A timer of a kind that this release does not know waits for one that does. */
@Component
final class TimerHandlers {

    private final Map<String, TimerHandler> byKind = new HashMap<>();

    TimerHandlers(ObjectProvider<TimerHandler> handlers) {
        handlers.forEach(handler -> {
            if (byKind.put(handler.kind(), handler) != null) {
                throw new IllegalStateException("Two handlers are for timers of the kind " + handler.kind());
            }
        });
    }

    Set<String> kinds() {
        return byKind.keySet();
    }

    TimerHandler of(String kind) {
        TimerHandler handler = byKind.get(kind);
        if (handler == null) {
            throw new IllegalArgumentException("No handler is for timers of the kind " + kind);
        }
        return handler;
    }
}
