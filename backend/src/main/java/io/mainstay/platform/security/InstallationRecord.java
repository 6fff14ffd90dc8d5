package io.mainstay.platform.security;

import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import java.util.Set;

/**
 * A kind of record that belongs to the whole installation and is not found by {@code node(id)}, such as a setting: who has the
 * permissions may read all of them, so also their trails. A bean of the capability that owns the kind.
 *
 * @param label of these records in the graph, which is also their type in the audit trail
 * @param readBy all of these permissions are needed
 */
public record InstallationRecord(String label, Set<Permission> readBy) {

    public boolean isReadBy(Principal principal) {
        return readBy.stream().allMatch(principal::may);
    }
}
