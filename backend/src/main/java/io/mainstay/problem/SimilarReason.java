// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

/** Why a record is similar to an incident. */
public enum SimilarReason {
    /** A configuration item that the reader sees is affected by both. */
    SAME_ITEM,
    /** Both have the same category; a known error one of the same path. */
    SAME_CATEGORY,
    /** Title or texts have words in common. */
    LIKE_WORDS
}
