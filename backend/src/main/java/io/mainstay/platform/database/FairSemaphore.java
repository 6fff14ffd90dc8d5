// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.database;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A fair semaphore: lets in so many at once, and of each person no more than a share. Those who wait are let in person by
 * person in turn, and of one person in the order in which they came: however many wait for one, the next one of another has
 * few before it. Letting in takes the same time however many wait.
 */
public final class FairSemaphore {

    private final int places;
    private final int share;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Queue> queues = new HashMap<>();

    /** Of whom somebody waits while their share is not used up; the one whose turn is next comes first. */
    private final Deque<Queue> turns = new ArrayDeque<>();

    private int inside;

    private static final class Queue {
        private final LinkedHashSet<Waiter> waiting = new LinkedHashSet<>();
        private int inside;
        private boolean hasTurn;
    }

    private static final class Waiter {
        private final Condition admission;
        private boolean admitted;

        Waiter(Condition admission) {
            this.admission = admission;
        }
    }

    /**
     * @param places how many are inside at once
     * @param share how many of these one person may have
     */
    public FairSemaphore(int places, int share) {
        this.places = places;
        this.share = share;
    }

    /**
     * Waits until there is room.
     *
     * @param patience how long to wait at most
     * @return whether the caller was let in; it then must {@link #leave}
     * @throws InterruptedException if the caller is interrupted while it waits; it was not let in then
     */
    public boolean enter(String person, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Queue queue = queues.computeIfAbsent(person, _ -> new Queue());
            Waiter waiter = new Waiter(lock.newCondition());
            queue.waiting.add(waiter);
            takeTurn(queue);
            admit();
            return waiter.admitted || await(person, queue, waiter, patience);
        } finally {
            lock.unlock();
        }
    }

    /** Gives back the place of one who was let in. */
    public void leave(String person) {
        lock.lock();
        try {
            Queue queue = queues.get(person);
            if (queue == null || queue.inside == 0) {
                throw new IllegalStateException("nobody of this person's is inside");
            }
            inside--;
            queue.inside--;
            takeTurn(queue);
            forgetIfIdle(person, queue);
            admit();
        } finally {
            lock.unlock();
        }
    }

    /** How many are inside. */
    public int inside() {
        lock.lock();
        try {
            return inside;
        } finally {
            lock.unlock();
        }
    }

    /** How many wait. */
    public int waiting() {
        lock.lock();
        try {
            return queues.values().stream()
                    .mapToInt(queue -> queue.waiting.size())
                    .sum();
        } finally {
            lock.unlock();
        }
    }

    private boolean await(String person, Queue queue, Waiter waiter, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        try {
            while (!waiter.admitted && left > 0) {
                left = waiter.admission.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            if (waiter.admitted) {
                inside--;
                queue.inside--;
                takeTurn(queue);
                admit();
            }
            throw interrupted;
        } finally {
            queue.waiting.remove(waiter);
            forgetIfIdle(person, queue);
        }
        return waiter.admitted;
    }

    private void takeTurn(Queue queue) {
        if (!queue.hasTurn && !queue.waiting.isEmpty() && queue.inside < share) {
            queue.hasTurn = true;
            turns.addLast(queue);
        }
    }

    private void admit() {
        while (inside < places && !turns.isEmpty()) {
            Queue queue = turns.removeFirst();
            queue.hasTurn = false;
            if (queue.waiting.isEmpty() || queue.inside >= share) {
                continue; // those who waited have given up
            }
            Waiter next = queue.waiting.removeFirst();
            next.admitted = true;
            next.admission.signal();
            inside++;
            queue.inside++;
            takeTurn(queue);
        }
    }

    private void forgetIfIdle(String person, Queue queue) {
        if (queue.inside == 0 && queue.waiting.isEmpty()) {
            queues.remove(person, queue);
        }
    }
}
