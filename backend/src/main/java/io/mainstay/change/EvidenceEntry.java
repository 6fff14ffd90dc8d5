// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.util.List;

/**
 * One thing that somebody sees of a change who decides on it.
 *
 * @param key what it is, unique in its part: the id of a record, the name of a field or of a rule, the kind of a conflict and the id
 *     of what it is with
 * @param value what is compared
 * @param text what people are shown
 * @param recordIds the records that the text tells of
 */
public record EvidenceEntry(Part part, String key, String value, String text, List<String> recordIds) {

    public EvidenceEntry {
        recordIds = List.copyOf(recordIds);
    }

    /** What kind of thing it is. */
    public enum Part {
        /** A field that an authorisation is for. */
        FIELD,
        /** The risk: as it was assessed, as it is computed, and each rule that gives points. */
        RISK,
        /** A conflict. */
        CONFLICT,
        /** A CI that is changed. */
        ITEM,
        /** A service that does not stay as it is if all that is changed fails. */
        IMPACT,
        /** A CI that the planner leaves out. */
        EXCLUSION
    }
}
