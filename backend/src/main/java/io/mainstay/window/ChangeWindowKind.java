// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

/** What a change window says of the changes in it. */
public enum ChangeWindowKind {
    /** Changes are not allowed. */
    FREEZE("freeze-window"),
    /** Work is allowed, and expected. */
    MAINTENANCE("maintenance-window");

    private final String code;

    ChangeWindowKind(String code) {
        this.code = code;
    }

    /** How actions and refusals call it. */
    public String code() {
        return code;
    }
}
