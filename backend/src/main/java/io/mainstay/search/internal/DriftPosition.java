// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.search.SearchDrift;
import org.jspecify.annotations.Nullable;

/**
 * How far a comparison of index and records has got.
 *
 * @param type the type of records that is being compared; null at the end
 * @param side which of the two is being walked through
 * @param afterId the last id that was compared; empty at the beginning
 * @param found what was found so far
 */
record DriftPosition(@Nullable String type, Side side, String afterId, SearchDrift found) {

    /** What is walked through: first the records of a type, then its documents. */
    enum Side {
        RECORDS,
        DOCUMENTS
    }

    private static final int PARTS = 8;

    static DriftPosition atBeginning(@Nullable String firstType) {
        return new DriftPosition(firstType, Side.RECORDS, "", SearchDrift.NONE);
    }

    DriftPosition after(String id, SearchDrift nowFound) {
        return new DriftPosition(type, side, id, nowFound);
    }

    /** The form in which a job keeps it between two chunks. */
    String write() {
        return String.join(
                "|",
                String.valueOf(type),
                side.name(),
                afterId,
                Long.toString(found.checked()),
                Long.toString(found.missing()),
                Long.toString(found.stale()),
                Long.toString(found.orphaned()),
                Long.toString(found.repaired()));
    }

    static DriftPosition read(String text) {
        String[] parts = text.split("\\|", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("Not the position of a comparison: " + text);
        }
        SearchDrift found = new SearchDrift(
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]),
                Long.parseLong(parts[6]),
                Long.parseLong(parts[7]),
                null);
        return new DriftPosition(parts[0], Side.valueOf(parts[1]), parts[2], found);
    }
}
