// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.search;

/** A record that search should know, and the revision that it has. */
public record DocumentRevision(String id, long revision) {}
