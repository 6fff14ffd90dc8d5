// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.search.internal.QueryTerm;
import org.junit.jupiter.api.Test;

class LuceneQueryTest {

    @Test
    void shouldWantTheBeginningsOfAllWordsOrOfAllTheirParts() {
        assertThat(of("Mail db-pro")).isEqualTo("+(mail* OR (+mail*)) +(db\\-pro* OR (+db* +pro*))");
    }

    @Test
    void shouldWantPhrasesAndIdeographsAsTheyStand() {
        assertThat(of("\"does not start\" 数据库")).isEqualTo("+\"does not start\" +\"数据库\"");
    }

    @Test
    void shouldTakeNothingForSyntax() {
        assertThat(of("a*b~2")).isEqualTo("+(a\\*b\\~2* OR (+a* +b* +2*))");
        assertThat(of("title:x")).isEqualTo("+(title\\:x* OR (+title* +x*))");
    }

    private static String of(String query) {
        return LuceneQuery.of(QueryTerm.parse(query));
    }
}
