// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search;

/**
 * A record that is like another in its words.
 *
 * @param score how much; more than 0, and comparable within one answer only
 */
public record SimilarTextHit(String id, String type, double score) {}
