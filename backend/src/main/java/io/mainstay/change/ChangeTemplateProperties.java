// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a change template is revoked because too few of its changes succeed. The numbers are ours; no source fixes them.
 *
 * @param measured how many of its last changes are looked at; as long as there are fewer, it is not revoked
 * @param leastSuccessPercent how many of a hundred of them must succeed
 */
@ConfigurationProperties("mainstay.change.templates")
public record ChangeTemplateProperties(
        @DefaultValue("10") int measured,
        @DefaultValue("90") int leastSuccessPercent) {

    /** How many changes may be looked at at most: they are read each time that one of a template is completed. */
    public static final int MAX_MEASURED = 100;

    public ChangeTemplateProperties {
        if (measured < 1 || measured > MAX_MEASURED) {
            throw new IllegalArgumentException(
                    "mainstay.change.templates.measured must be between 1 and " + MAX_MEASURED + ": " + measured);
        }
        if (leastSuccessPercent < 0 || leastSuccessPercent > 100) {
            throw new IllegalArgumentException(
                    "mainstay.change.templates.least-success-percent must be between 0 and 100: "
                            + leastSuccessPercent);
        }
    }

    /** Whether results say that a template must not be used any more. */
    public boolean condemn(ChangeTemplateResults results) {
        return results.measured() >= measured && results.successful() * 100 < results.measured() * leastSuccessPercent;
    }
}
