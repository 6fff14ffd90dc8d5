// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

/** What values an attribute may have. */
public enum CiAttributeType {
    TEXT,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    /** A calendar date, written as {@code 2026-11-01}. */
    DATE,
    /** One of a list of texts. */
    CHOICE
}
