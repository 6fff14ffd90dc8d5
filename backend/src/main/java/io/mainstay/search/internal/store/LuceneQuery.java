// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.store;

import io.mainstay.search.internal.QueryTerm;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes terms in the query language of Neo4j's full-text indexes; all must be found. */
final class LuceneQuery {

    private static final Pattern SPECIAL = Pattern.compile("[+\\-!(){}\\[\\]^\"~*?:\\\\/&|<>=]");

    private LuceneQuery() {}

    static String of(List<QueryTerm> terms) {
        return terms.stream().map(LuceneQuery::term).collect(Collectors.joining(" "));
    }

    private static String term(QueryTerm term) {
        if (term.exact() || term.ideographic()) {
            return '+' + phrase(term.text());
        }
        String beginnings =
                term.parts().stream().map(part -> '+' + beginning(part)).collect(Collectors.joining(" "));
        return "+(" + beginning(term.text()) + " OR (" + beginnings + "))";
    }

    private static String phrase(String text) {
        return '"' + escape(text) + '"';
    }

    // Case is not a matter of the pattern but of the index, which keeps lower case.
    private static String beginning(String text) {
        return escape(text.toLowerCase(Locale.ROOT)) + '*';
    }

    private static String escape(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$0");
    }
}
