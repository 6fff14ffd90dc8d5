// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdentifiersTest {

    @Test
    void shouldTakeNamesApart() {
        assertThat(Identifiers.parts("db-prod-01")).containsExactly("db", "prod", "01");
        assertThat(Identifiers.parts("db_prod01")).containsExactly("db", "prod", "01");
        assertThat(Identifiers.parts("mail.example.net")).containsExactly("mail", "example", "net");
        assertThat(Identifiers.parts("OrderService")).containsExactly("order", "service");
        assertThat(Identifiers.parts("plain")).containsExactly("plain");
        assertThat(Identifiers.parts("数据库")).containsExactly("数据库");
        assertThat(Identifiers.parts("--")).isEmpty();
    }

    @Test
    void shouldFindNamesInTextsWithNumbersAlsoWithoutLeadingZeros() {
        assertThat(Identifiers.inTexts(List.of("INC0001042", "plain words, and db-prod-01。db-prod-01")))
                .containsExactly("inc 0001042 1042", "db prod 01 1");
    }

    @Test
    void shouldKeepTheNumberOfNamesWithinBounds() {
        List<String> texts =
                IntStream.range(0, 1_000).mapToObj(number -> "host-" + number).toList();

        assertThat(Identifiers.inTexts(texts)).hasSize(200);
    }
}
