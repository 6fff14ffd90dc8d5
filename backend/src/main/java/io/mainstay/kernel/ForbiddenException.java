// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

/** The principal lacks a permission. A mutation answers it as user error FORBIDDEN, a query as a refusal. */
public final class ForbiddenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String WITHOUT_ROLE =
            " You have none of Mainstay's roles: ask who administers the identity provider for one, such as requester.";

    private final Permission permission;

    public ForbiddenException(Permission permission) {
        this(permission, false);
    }

    /** @param withoutRole whether the principal has none of the roles that give permissions, which only others can mend */
    public ForbiddenException(Permission permission, boolean withoutRole) {
        super("This needs the permission " + permission.code() + "." + (withoutRole ? WITHOUT_ROLE : ""));
        this.permission = permission;
    }

    public Permission permission() {
        return permission;
    }
}
