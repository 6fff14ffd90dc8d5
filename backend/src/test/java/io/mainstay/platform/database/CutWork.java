// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.database;

/** Work that was given up, for tests of those who are told so. */
public final class CutWork {

    private CutWork() {}

    public static RuntimeException exception() {
        return new DatabaseCutException("The request's time is over.");
    }
}
