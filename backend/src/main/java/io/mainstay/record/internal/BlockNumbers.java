// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record.internal;

import io.mainstay.record.Numbers;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Hands out numbers from blocks that this process has reserved, so that creates do not queue for one counter. */
@Component
final class BlockNumbers implements Numbers {

    private static final int BLOCK_SIZE = 20;
    private static final Pattern PREFIX = Pattern.compile("[A-Z]{2,5}");

    private final NumberBlocks blocks;
    private final Map<String, Block> open = new ConcurrentHashMap<>();

    BlockNumbers(NumberBlocks blocks) {
        this.blocks = blocks;
    }

    @Override
    public String next(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("A number's prefix has 2 to 5 capital letters, unlike " + prefix);
        }
        long number = open.computeIfAbsent(prefix, Block::new).next();
        return String.format(Locale.ROOT, "%s%07d", prefix, number);
    }

    private final class Block {

        private final String prefix;
        private final ReentrantLock lock = new ReentrantLock();
        private long next;
        private long end;

        Block(String prefix) {
            this.prefix = prefix;
        }

        long next() {
            lock.lock();
            try {
                if (next == end) {
                    next = blocks.reserve(prefix, BLOCK_SIZE);
                    end = next + BLOCK_SIZE;
                }
                return next++;
            } finally {
                lock.unlock();
            }
        }
    }
}
