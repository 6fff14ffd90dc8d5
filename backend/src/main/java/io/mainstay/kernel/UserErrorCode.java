// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

/** Why a mutation was refused; stable, so that clients can localise by it. */
public enum UserErrorCode {
    /** A value is missing that this mutation needs. */
    REQUIRED,
    /** A value breaks a rule of its field: length, range, format, or an unknown choice. */
    INVALID,
    /** A text is longer than its field allows; parameter {@code max} has the limit in characters. */
    TOO_LONG,
    /** What was named does not exist or is not visible to the caller. */
    NOT_FOUND,
    /** The record is visible, but the caller may not do this. */
    FORBIDDEN,
    /** The record has changed since it was read; parameter {@code currentVersion} has its version. */
    STALE_VERSION,
    /** The record's state does not allow this; parameters {@code state} and {@code allowed} say what it does. */
    INVALID_TRANSITION,
    /** Something with the same unique value exists already. */
    ALREADY_EXISTS,
    /** The idempotency key was used before for a different request. */
    IDEMPOTENCY_KEY_REUSED,
    /** {@code occurredAt} lies in the future or before the record's last event. */
    INVALID_TIME,
    /** The record is in a condition that forbids this, apart from its state, such as a retired configuration item. */
    CONFLICT
}
