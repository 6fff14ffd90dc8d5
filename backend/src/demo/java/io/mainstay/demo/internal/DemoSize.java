// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/** How much to load. */
public enum DemoSize {
    /** About 1,500 items and 320 incidents. */
    FULL(CompanySize.FULL),
    /** About 350 items and 60 incidents. */
    SMALL(CompanySize.SMALL);

    private final CompanySize company;

    DemoSize(CompanySize company) {
        this.company = company;
    }

    public CompanySize company() {
        return company;
    }
}
