// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.BadArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTermTest {

    @Test
    void shouldTakeWordsAndPhrasesApart() {
        assertThat(QueryTerm.parse("  db-prod \"does not start\" 很慢 - \" \""))
                .containsExactly(
                        new QueryTerm("db-prod", false),
                        new QueryTerm("does not start", true),
                        new QueryTerm("很慢", false));
    }

    @Test
    void shouldTakeAnUnfinishedPhraseForWords() {
        assertThat(QueryTerm.parse("\"does not"))
                .containsExactly(new QueryTerm("does", false), new QueryTerm("not", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "- ?!", "a b c d e f g h i j k l m n o p q"})
    void shouldRefuseNothingAndTooMuch(String query) {
        assertThatThrownBy(() -> QueryTerm.parse(query))
                .isInstanceOfSatisfying(
                        BadArgumentException.class,
                        refused -> assertThat(refused.field()).isEqualTo("query"));
    }

    @Test
    void shouldTellIdeographs() {
        assertThat(new QueryTerm("数据库", false).ideographic()).isTrue();
        assertThat(new QueryTerm("db-prod-01", false).ideographic()).isFalse();
    }
}
