// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalPropertiesTest {

    @ParameterizedTest
    @CsvSource({"PT1M,1 minute", "PT15M,15 minutes", "PT90S,90 seconds", "PT61S,61 seconds", "P1D,1440 minutes"})
    void shouldSayHowLongAgoALoginMayBe(Duration freshLogin, String words) {
        ApprovalProperties settings = new ApprovalProperties(3, "", List.of(), freshLogin, Duration.ofDays(2));

        assertThat(settings.freshLoginInWords()).isEqualTo(words);
    }
}
