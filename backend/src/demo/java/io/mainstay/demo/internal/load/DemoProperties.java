// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.demo.internal.DemoSize;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether and what to load.
 *
 * @param enabled whether a database without configuration items is filled at start
 * @param seed what the company is made from
 */
@ConfigurationProperties("mainstay.demo")
record DemoProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("20260101") long seed,
        @DefaultValue("FULL") DemoSize size) {}
