// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Wakes the loops of this process when there is something to do, so that they need not poll often. Only a hint: what
 * another process wrote, or a signal that was lost, is found by polling.
 */
@Component
final class OutboxSignal {

    private final List<Runnable> onAppended = new CopyOnWriteArrayList<>();
    private final List<Runnable> onSequenced = new CopyOnWriteArrayList<>();
    private volatile OutboxProgress.@Nullable Place lastSignalled;

    /** Events were committed. */
    void appended() {
        onAppended.forEach(Runnable::run);
    }

    /**
     * Events have got their sequence numbers.
     *
     * @param through the place of the last of them
     */
    void sequenced(OutboxProgress.Place through) {
        lastSignalled = through;
        onSequenced.forEach(Runnable::run);
    }

    /** Whether the last signal was for this place. */
    boolean hasSignalled(OutboxProgress.Place place) {
        return place.equals(lastSignalled);
    }

    void whenAppended(Runnable listener) {
        onAppended.add(listener);
    }

    void whenSequenced(Runnable listener) {
        onSequenced.add(listener);
    }

    /** Nobody listens any more. */
    void clear() {
        lastSignalled = null;
        onAppended.clear();
        onSequenced.clear();
    }
}
