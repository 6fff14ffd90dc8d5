// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.BadArgumentException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void shouldTakeBlanksAndQuotationMarksOfFullWidth() {
        assertThat(QueryTerm.parse("数据库\u3000＂ＯＲＤＥＲ ＤＢ＂"))
                .containsExactly(new QueryTerm("数据库", false), new QueryTerm("ORDER DB", true));
    }

    @Test
    void shouldTakeIdeographsApartFromOtherWords() {
        assertThat(new QueryTerm("连接超时order-db-01", false).runs())
                .containsExactly(new QueryTerm("连接超时", false), new QueryTerm("order-db-01", false));
        assertThat(new QueryTerm("数据库，慢", false).runs())
                .containsExactly(new QueryTerm("数据库", false), new QueryTerm("慢", false));
        assertThat(new QueryTerm("order-db-01", false).runs()).containsExactly(new QueryTerm("order-db-01", false));
        QueryTerm noText = new QueryTerm("a数b据c库d很e慢f", false);
        assertThat(noText.runs()).as("changes too often").containsExactly(noText);
    }

    @ParameterizedTest
    @CsvSource({
        "databases, database",
        "Switches, switch",
        "boxes, box",
        "queries, query",
        "printers, printer",
        "status, ",
        "access, ",
        "analysis, ",
        "server, ",
        "gas, ",
        "db-prods, "
    })
    void shouldKnowTheSingularOfAPlural(String word, @Nullable String singular) {
        assertThat(new QueryTerm(word, false).singular()).isEqualTo(Optional.ofNullable(singular));
    }

    @Test
    void shouldTellWhatMayBeSpelledWrongly() {
        assertThat(new QueryTerm("ordr-db-01", false).isSpelled()).isTrue();
        for (QueryTerm term : List.of(
                new QueryTerm("vpn", false),
                new QueryTerm("db-01", false),
                new QueryTerm("20260131", false),
                new QueryTerm("数据库慢", false),
                new QueryTerm("database", true))) {
            assertThat(term.isSpelled()).as(term.toString()).isFalse();
        }
    }
}
