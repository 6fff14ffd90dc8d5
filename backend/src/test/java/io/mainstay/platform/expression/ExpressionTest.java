// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mainstay.kernel.UserError;
import io.mainstay.platform.expression.Expression.Result;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static final ExpressionLanguage LANGUAGE = new ExpressionLanguage(Map.of(
            "ci.name", ValueType.TEXT,
            "ci.class", ValueType.TEXT,
            "ci.classPath", ValueType.TEXTS,
            "ci.attributes", ValueType.VALUES,
            "risk", ValueType.WHOLE_NUMBER,
            "cost", ValueType.NUMBER,
            "urgent", ValueType.YES_OR_NO,
            "at", ValueType.INSTANT));

    private static final Map<String, Object> VALUES = Map.of(
            "ci.name",
            "db-01",
            "ci.class",
            "database",
            "ci.classPath",
            List.of("database", "configuration-item"),
            "ci.attributes",
            Map.of("cpuCount", 8L, "product", "PostgreSQL", "share", 0.5, "virtual", true),
            "risk",
            7L,
            "cost",
            12.5,
            "urgent",
            false,
            "at",
            Instant.parse("2026-12-01T12:00:00Z"));

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '"', textBlock = """
            ci.name.startsWith('db') && 'database' in ci.classPath ~ HOLDS
            ci.class == 'server' || urgent                         ~ HOLDS_NOT
            ci.attributes.cpuCount >= 8                            ~ HOLDS
            ci.attributes.cpuCount > 7.5                           ~ HOLDS
            ci.attributes.share < 1                                ~ HOLDS
            ci.attributes.virtual                                  ~ HOLDS
            ci.attributes.product == 'Oracle'                      ~ HOLDS_NOT
            ci.attributes.floor == 2                               ~ UNDECIDED
            has(ci.attributes.floor) && ci.attributes.floor == 2   ~ HOLDS_NOT
            ci.attributes.floor == 2 || true                       ~ HOLDS
            ci.attributes.product > 2                              ~ UNDECIDED
            ci.attributes['cpuCount'] == 8                         ~ HOLDS
            ci.classPath.exists(key, key.endsWith('-item'))        ~ HOLDS
            risk * 2 > 13 && cost < 20.0                           ~ HOLDS
            cost > 12 && cost <= 13                                ~ HOLDS
            risk / 0 == 1                                          ~ UNDECIDED
            at < timestamp('2027-01-01T00:00:00Z')                 ~ HOLDS
            size(ci.name) == 5                                     ~ HOLDS
            """)
    void shouldSayWhetherAConditionHolds(String text, Result result) {
        assertThat(LANGUAGE.compile(text).evaluate(VALUES)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '"', textBlock = """
            ci.nmae == 'x'                         ~ 1 ~ 1 ~ undeclared reference
            ci.name == 'x' &&                      ~ 1 ~ 18 ~ EOF
            urgent && ci.name + 1 == 2             ~ 1 ~ 19 ~ no matching overload
            ci.name                                ~ 1 ~ 3 ~ expected type 'bool'
            nothing()                              ~ 1 ~ 8 ~ undeclared reference to 'nothing'
            """)
    void shouldSayWhereItIsWrong(String text, int line, int column, String message) {
        ExpressionSyntaxException wrong =
                catchThrowableOfType(ExpressionSyntaxException.class, () -> LANGUAGE.compile(text));

        assertThat(wrong.line()).isEqualTo(line);
        assertThat(wrong.column()).isEqualTo(column);
        assertThat(wrong).hasMessageContaining(message);
        UserError error = wrong.error("input", "scope", "expression");
        assertThat(error.message())
                .startsWith("expression must be a condition in CEL; at line " + line + ", column " + column + ": ");
        assertThat(error.parameters()).isEqualTo(Map.of("line", line, "column", column));
        assertThat(error.field()).containsExactly("input", "scope", "expression");
    }

    /** Compiled, this one takes more memory than there is. */
    @ParameterizedTest
    @ValueSource(strings = {"ci.name.matches('((((a{100}){100}){100}){100})')", "matches(ci.name, 'a')"})
    void shouldHaveNoRegularExpressions(String text) {
        assertThatThrownBy(() -> LANGUAGE.compile(text))
                .isInstanceOf(ExpressionSyntaxException.class)
                .hasMessageContaining("undeclared reference to 'matches'");
    }

    @Test
    void shouldRefuseWhatIsTooLongOrTooDeep() {
        assertThatThrownBy(() -> LANGUAGE.compile("urgent || ".repeat(250) + "urgent"))
                .isInstanceOf(ExpressionSyntaxException.class);
        assertThatThrownBy(() -> LANGUAGE.compile("(".repeat(200) + "true" + ")".repeat(200)))
                .isInstanceOf(ExpressionSyntaxException.class);
        assertThatThrownBy(() -> LANGUAGE.compile("!".repeat(1_999) + "urgent"))
                .isInstanceOf(ExpressionSyntaxException.class);
    }

    @Test
    void shouldGiveUpWhatTakesTooManySteps() {
        List<String> many = IntStream.range(0, 500).mapToObj(i -> "class-" + i).toList();
        Map<String, Object> values = new HashMap<>(VALUES);
        values.put("ci.classPath", many);

        assertThat(LANGUAGE.compile("ci.classPath.exists(a, ci.classPath.exists(b, a + b == ''))")
                        .evaluate(values))
                .isEqualTo(Result.UNDECIDED);
        assertThat(LANGUAGE.compile("ci.classPath.exists(a, a == 'class-499')").evaluate(values))
                .isEqualTo(Result.HOLDS);
    }
}
