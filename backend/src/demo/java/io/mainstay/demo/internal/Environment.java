// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What an application service, and what runs it, is for. */
public enum Environment {
    @JsonProperty("production")
    PRODUCTION("prod"),
    @JsonProperty("test")
    TEST("test"),
    @JsonProperty("development")
    DEVELOPMENT("dev");

    private final String suffix;

    Environment(String suffix) {
        this.suffix = suffix;
    }

    /** The part of names. */
    String suffix() {
        return suffix;
    }

    /** What people read. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
