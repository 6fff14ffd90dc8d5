// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

/**
 * How much memory the database is given, in MiB: a sixteenth of the machine's for its heap, and as much for its page cache, so that half
 * a dozen servers and other work have room beside it. The heap grows only as it is needed.
 */
record Neo4jMemory(long heap, long pageCache) {

    /** What a trial needs, and a stack of tests, which has others beside it. */
    static final Neo4jMemory SMALL = new Neo4jMemory(512, 128);

    private static final int SHARE = 16;

    /** More pauses longer than it helps. */
    private static final long MOST_HEAP = 8_192;

    private static final long MOST_PAGE_CACHE = 32_768;

    /** @param machine the memory of the machine, or of the container */
    static Neo4jMemory of(long machine) {
        long share = machine / SHARE;
        return new Neo4jMemory(
                Math.clamp(share, SMALL.heap, MOST_HEAP), Math.clamp(share, SMALL.pageCache, MOST_PAGE_CACHE));
    }
}
