// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class ValidationTest {

    @Test
    void shouldTellEverythingAtOnceAndOfVeryMuchHowMuchMore() {
        assertThat(wrong(Validation.MAX_ERRORS).errors())
                .hasSize(Validation.MAX_ERRORS)
                .allSatisfy(error -> assertThat(error.field()).hasSize(2));
        assertThat(wrong(Validation.MAX_ERRORS + 1).errors().getLast().message())
                .isEqualTo("There is one more error.");

        Validation many = wrong(5_000);
        assertThat(many.errors()).hasSize(Validation.MAX_ERRORS + 1);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(many::refuseIfFailed)
                .satisfies(refused -> assertThat(refused.errors()).isEqualTo(many.errors()));
        UserError last = many.errors().getLast();
        assertThat(last.message()).isEqualTo("There are 4975 more errors.");
        assertThat(last.parameters()).containsEntry("more", 4_975);
    }

    private static Validation wrong(int entries) {
        Validation validation = new Validation();
        for (int i = 0; i < entries; i++) {
            validation.check(false, "right", "entries", String.valueOf(i));
        }
        return validation;
    }
}
