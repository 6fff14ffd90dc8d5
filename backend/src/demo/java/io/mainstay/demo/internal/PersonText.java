// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** Somebody as the realm has them, of whom the identity provider knows more. */
@JsonIgnoreProperties(ignoreUnknown = true)
record PersonText(String username, String firstName, Attributes attributes, List<String> groups) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Attributes(List<String> clearance) {}

    boolean cleared() {
        return !attributes.clearance().contains("PUBLIC_INTERNAL");
    }
}
