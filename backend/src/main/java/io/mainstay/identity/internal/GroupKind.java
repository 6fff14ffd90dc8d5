// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import java.util.Arrays;
import java.util.Optional;

/** What a group of the identity provider stands for, by its attribute {@code kind}. Other groups are mere folders. */
public enum GroupKind {
    ORGANISATION("Organisation"),
    TEAM("Team");

    /** The attribute's name. */
    public static final String ATTRIBUTE = "kind";

    private final String label;

    GroupKind(String label) {
        this.label = label;
    }

    /** The label of its node. */
    public String label() {
        return label;
    }

    /** Empty for a folder. */
    public static Optional<GroupKind> of(String attributeValue) {
        return Arrays.stream(values())
                .filter(kind -> kind.name().equalsIgnoreCase(attributeValue))
                .findFirst();
    }
}
