// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

/** Where a hit stands: hits are ordered by score, best first, and by id where scores are equal. */
public record HitPlace(double score, String id) {}
