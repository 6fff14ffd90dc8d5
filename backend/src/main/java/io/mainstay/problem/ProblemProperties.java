// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the problem capability.
 *
 * @param effectivenessAfter how long after its closure it is checked whether the fix of a problem has held
 */
@ConfigurationProperties("mainstay.problem")
public record ProblemProperties(@DefaultValue("30d") Duration effectivenessAfter) {}
