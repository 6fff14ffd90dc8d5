// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search;

import java.util.List;
import java.util.Set;

/**
 * A query for records whose words are like those of a record. Internal texts count on neither side.
 *
 * @param title its title or name, which counts most
 * @param texts what else it says
 * @param types the types of records to find
 * @param ofEachType how many of each type are found, the most alike; the best of one type do not push those of another out
 * @param alsoAmong ids of records that are found, if they are alike at all, however many others are more so
 * @param withoutStates the states of records that are not found
 * @param exceptId the record itself
 */
public record SimilarText(
        String title,
        List<String> texts,
        Set<String> types,
        int ofEachType,
        Set<String> alsoAmong,
        Set<String> withoutStates,
        String exceptId) {

    public SimilarText {
        texts = List.copyOf(texts);
        types = Set.copyOf(types);
        alsoAmong = Set.copyOf(alsoAmong);
        withoutStates = Set.copyOf(withoutStates);
    }
}
