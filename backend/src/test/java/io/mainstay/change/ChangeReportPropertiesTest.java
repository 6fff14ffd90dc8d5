// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Which settings of reports of changes are accepted, as the start of the application reads them. */
class ChangeReportPropertiesTest {

    private static final String PREFIX = "mainstay.change.report";

    private static ChangeReportProperties read(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate(PREFIX, ChangeReportProperties.class);
    }

    @Test
    void shouldHaveDefaults() {
        assertThat(read(Map.of())).isEqualTo(new ChangeReportProperties(ZoneId.of("UTC"), Duration.ofDays(4), 12));
    }

    @ParameterizedTest
    @CsvSource({"delay,0d", "delay,28d", "months-back,1", "months-back,120", "zone,Europe/London"})
    void shouldAcceptWhatIsWithinTheBounds(String setting, String value) {
        assertThat(read(Map.of(PREFIX + "." + setting, value))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "delay,-1s,mainstay.change.report.delay must be between 0 and 28 days",
        "delay,673h,mainstay.change.report.delay must be between 0 and 28 days",
        "months-back,0,mainstay.change.report.months-back must be between 1 and 120",
        "months-back,121,mainstay.change.report.months-back must be between 1 and 120",
        "zone,Nowhere/Land,Unknown time-zone ID: Nowhere/Land"
    })
    void shouldRefuseAnythingElse(String setting, String value, String rule) {
        assertThatThrownBy(() -> read(Map.of(PREFIX + "." + setting, value)))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining(rule);
    }
}
