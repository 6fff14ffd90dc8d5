// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/** What somebody sees of an incident. */
public enum Symptom {
    UNAVAILABLE,
    SLOW,
    ERROR_MESSAGE,
    WRONG_RESULT,
    LOST_ACCESS,
    ALARM,
    QUESTION
}
