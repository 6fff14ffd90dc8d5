// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The person or system on whose behalf a use case runs.
 *
 * @param personId the person's id, which is the identity provider's subject; the system itself has {@link #SYSTEM_ID}
 * @param displayName the name to show beside what the person did
 * @param organisationId the organisation that the person belongs to; records are made in it unless one is named
 * @param teamIds the teams that the person is a member of
 * @param visibility which records the person may see
 * @param signedInAt when the person proved who they are; null if that is not known, as of a program
 */
public record Principal(
        String personId,
        String displayName,
        String organisationId,
        Set<String> teamIds,
        Set<Role> roles,
        Set<Permission> permissions,
        Visibility visibility,
        @Nullable Instant signedInAt) {

    /** The person id of what Mainstay does by itself, such as closing an incident after its waiting time. */
    public static final String SYSTEM_ID = "00000000-0000-7000-8000-000000000000";

    /** Mainstay itself: sees everything and may do everything. */
    public static final Principal SYSTEM = new Principal(
            SYSTEM_ID,
            "Mainstay",
            "",
            Set.of(),
            Set.of(),
            Set.of(Permission.values()),
            Visibility.everything(SYSTEM_ID));

    /** Of whom is not known when they signed in. */
    public Principal(
            String personId,
            String displayName,
            String organisationId,
            Set<String> teamIds,
            Set<Role> roles,
            Set<Permission> permissions,
            Visibility visibility) {
        this(personId, displayName, organisationId, teamIds, roles, permissions, visibility, null);
    }

    public Principal {
        teamIds = Set.copyOf(teamIds);
        roles = Set.copyOf(roles);
        permissions = Set.copyOf(permissions);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /**
     * Whether the person reads what is written on records of a kind for those who work on them alone, such as work notes.
     *
     * @param workPermission what lets one work on records of this kind; auditors read what others write without it
     */
    public boolean readsInternalTexts(Permission workPermission) {
        return may(workPermission) || may(Permission.AUDIT_READ);
    }

    /**
     * Refuses unless the permission is held.
     *
     * @throws ForbiddenException naming the permission that is missing
     */
    public void require(Permission permission) {
        if (!may(permission)) {
            throw new ForbiddenException(permission, roles.isEmpty());
        }
    }
}
