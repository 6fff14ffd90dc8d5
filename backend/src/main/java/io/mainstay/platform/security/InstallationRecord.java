// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import io.mainstay.kernel.Permission;

/**
 * A kind of record that is not found by {@code node(id)}, such as a setting of the installation: who has the permission may read
 * those that the rule of visibility shows, for most kinds all, so also their trails. A bean of the capability that owns the kind.
 *
 * @param label of these records in the graph, beside {@code Entity}
 */
public record InstallationRecord(String label, Permission readBy) {}
