// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import io.mainstay.kernel.Permission;

/**
 * A kind of record that belongs to the whole installation and is not found by {@code node(id)}, such as a setting: who has the
 * permission may read all of them, so also their trails. A bean of the capability that owns the kind.
 *
 * @param label of these records in the graph, beside {@code Entity}
 */
public record InstallationRecord(String label, Permission readBy) {}
