// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

/** The principal lacks a permission. A mutation answers it as user error FORBIDDEN, a query as a refusal. */
public final class ForbiddenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Permission permission;

    public ForbiddenException(Permission permission) {
        super("This needs the permission " + permission.code() + ".");
        this.permission = permission;
    }

    public Permission permission() {
        return permission;
    }
}
