// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

/** Whether a change window holds at its times. */
public enum ChangeWindowState {
    ACTIVE,
    /** It does not hold until an instant, and then does again by itself. */
    SUSPENDED,
    /** It holds no more; stays readable and changes no more. */
    ENDED
}
