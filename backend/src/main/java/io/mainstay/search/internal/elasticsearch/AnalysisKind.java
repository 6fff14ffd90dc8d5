// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import java.util.Locale;

/** Which analysis an index has, by what the cluster offers. */
enum AnalysisKind {
    /** What every distribution has: words and single ideographs, no languages. */
    BASIC,
    /** With the languages of a full distribution: English word stems, pairs of ideographs. */
    FULL;

    /** The file with the index template. */
    String file() {
        return "/search/index-template-" + name().toLowerCase(Locale.ROOT) + ".json";
    }
}
