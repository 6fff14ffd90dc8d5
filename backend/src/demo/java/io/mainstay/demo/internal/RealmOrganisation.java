// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import org.jspecify.annotations.Nullable;

/** The organisations of the realm that the local stack brings along. */
public enum RealmOrganisation {
    GROUP("Aldermoor Group", null),
    IT_SERVICES("Aldermoor IT Services", GROUP),
    MANUFACTURING("Aldermoor Manufacturing", GROUP),
    NORTHFIELD("Northfield Plant", MANUFACTURING),
    EASTGATE("Eastgate Plant", MANUFACTURING),
    LOGISTICS("Aldermoor Logistics", GROUP),
    RETAIL("Aldermoor Retail", GROUP);

    private final String displayName;
    private final @Nullable RealmOrganisation parent;

    RealmOrganisation(String displayName, @Nullable RealmOrganisation parent) {
        this.displayName = displayName;
        this.parent = parent;
    }

    public String displayName() {
        return displayName;
    }

    /** The path of the identity provider's group. */
    public String path() {
        return (parent == null ? "" : parent.path()) + "/" + displayName;
    }
}
