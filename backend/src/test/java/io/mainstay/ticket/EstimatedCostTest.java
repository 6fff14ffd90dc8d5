// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.UserError;
import io.mainstay.kernel.Validation;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EstimatedCostTest {

    private static List<UserError> errors(@Nullable BigDecimal amount) {
        Validation validation = new Validation();
        EstimatedCost.check(validation, amount);
        return validation.errors();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.01", "12500.5", "12500.500", "1E+3", "999999999999.99"})
    void shouldTakeAmounts(String amount) {
        assertThat(errors(new BigDecimal(amount))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-0.01, estimatedCost must be between 0 and 999999999999.99.",
        "1E+12, estimatedCost must be between 0 and 999999999999.99.",
        "1E+308, estimatedCost must be between 0 and 999999999999.99.",
        "0.001, estimatedCost must be an amount with at most 2 digits after the point.",
    })
    void shouldSayWhatAnAmountMustBe(String amount, String message) {
        assertThat(errors(new BigDecimal(amount))).singleElement().satisfies(error -> {
            assertThat(error.message()).isEqualTo(message);
            assertThat(error.field()).containsExactly("input", "estimatedCost");
        });
    }

    @Test
    void shouldTakeNone() {
        assertThat(errors(null)).isEmpty();
        assertThat(EstimatedCost.normal(null)).isNull();
        assertThat(EstimatedCost.stored(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.01", "0.1", "1234567.89", "999999999999.99", "999999999999.98", "100000000000.01"})
    void shouldBeTheSameAmountOnceItIsStored(String amount) {
        Double stored = EstimatedCost.stored(new BigDecimal(amount));

        assertThat(stored).isNotNull();
        assertThat(EstimatedCost.normal(BigDecimal.valueOf(stored)))
                .as("whatever noughts it was written with")
                .isEqualTo(EstimatedCost.normal(new BigDecimal(amount)));
    }

    @Test
    void shouldLeaveWhatIsRefused() {
        assertThat(EstimatedCost.normal(new BigDecimal("0.001"))).isEqualTo(new BigDecimal("0.001"));
    }

    @Test
    void shouldKnowCurrencies() {
        assertThat(new CostProperties("JPY").currency()).isEqualTo("JPY");
        for (String wrong : List.of("", "eur", "EURO", "XYZ", "\u20ac")) {
            assertThatThrownBy(() -> new CostProperties(wrong))
                    .as(wrong)
                    .hasMessage("mainstay.cost.currency must be an ISO 4217 code such as EUR: " + wrong);
        }
    }
}
