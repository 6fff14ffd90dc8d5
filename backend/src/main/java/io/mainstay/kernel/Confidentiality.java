// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import org.jspecify.annotations.Nullable;

/** How widely a record may be read (SR-031), from the least to the most restricted. */
public enum Confidentiality {
    /** Not graded. */
    PUBLIC_INTERNAL,
    /** The grade 秘密. */
    CONFIDENTIAL,
    /** The grade 机密. */
    SECRET,
    /** The grade 绝密. */
    TOP_SECRET;

    /**
     * 0 for the least restricted. What records, people and the search index hold in place of a name, because Cypher and
     * Elasticsearch compare numbers.
     */
    public int level() {
        return ordinal();
    }

    public static Confidentiality ofLevel(int level) {
        return values()[level];
    }

    /** The level that a clearance names; the lowest if it is missing or unknown, so that a mistake opens nothing. */
    public static Confidentiality ofClearance(@Nullable String name) {
        for (Confidentiality level : values()) {
            if (level.name().equals(name)) {
                return level;
            }
        }
        return PUBLIC_INTERNAL;
    }

    /** Whether somebody with this clearance may read what has the level. */
    public boolean covers(Confidentiality level) {
        return level() >= level.level();
    }
}
