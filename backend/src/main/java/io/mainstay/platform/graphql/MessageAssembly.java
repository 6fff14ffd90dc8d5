// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.TextMessage;

/**
 * Puts the parts of one connection's messages together. The web server has a small buffer for each connection, so only a
 * message that is under way takes the room of a whole one, and all of these together have a bound.
 */
final class MessageAssembly {

    private final Room room;
    private @Nullable StringBuilder parts;
    private long begunAt;
    private boolean ended;

    /** What messages under way may take up on this replica, in characters. */
    static final class Room {

        private final int capacity;
        private final AtomicLong taken = new AtomicLong();

        Room(int capacity) {
            this.capacity = capacity;
        }

        private boolean take(int characters) {
            if (taken.addAndGet(characters) <= capacity) {
                return true;
            }
            taken.addAndGet(-characters);
            return false;
        }

        private void give(int characters) {
            taken.addAndGet(-characters);
        }

        long taken() {
            return taken.get();
        }
    }

    MessageAssembly(Room room) {
        this.room = room;
    }

    /**
     * @param limit how long the whole message may be, in characters
     * @param now in nanoseconds
     * @return the whole message; null while its end has not come
     * @throws WebSocketRefusedException if it is too long, or if there is no room for it
     */
    synchronized @Nullable String add(TextMessage part, int limit, long now) {
        int before = parts == null ? 0 : parts.length();
        if (before + part.getPayloadLength() > limit
                && before + part.getPayload().length() > limit) {
            throw new WebSocketRefusedException(
                    WebSocketRefusal.TOO_LONG, "A message may have " + limit + " characters");
        }
        if (parts == null && part.isLast()) {
            return part.getPayload();
        }
        hold(part.getPayload(), now);
        return part.isLast() ? take() : null;
    }

    /** Since when a message has been under way, in nanoseconds; null if none is. */
    synchronized @Nullable Long begunAt() {
        return parts == null ? null : begunAt;
    }

    /** Gives up what has come of a message; nothing more is held. */
    synchronized void end() {
        ended = true;
        take();
    }

    private void hold(String part, long now) {
        if (ended || !room.take(part.length())) {
            throw new WebSocketRefusedException(
                    WebSocketRefusal.UNFINISHED, "Too many long messages are under way, connect again later");
        }
        if (parts == null) {
            parts = new StringBuilder();
            begunAt = now;
        }
        parts.append(part);
    }

    private String take() {
        String whole = parts == null ? "" : parts.toString();
        parts = null;
        room.give(whole.length());
        return whole;
    }
}
