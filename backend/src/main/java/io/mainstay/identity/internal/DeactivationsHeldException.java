// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

/** A synchronisation has stopped before it made so many inactive that the identity provider may rather have lost them. */
final class DeactivationsHeldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Deactivations held;

    DeactivationsHeldException(Deactivations held) {
        super(("The identity provider no longer has, or shows, %d people, %d teams and %d organisations that are"
                        + " active here. Nothing was deactivated: look at the provider and at the rights of the client by which it"
                        + " is read, or confirm with identitySynchronise(confirmDeactivations: true)")
                .formatted(held.people(), held.teams(), held.organisations()));
        this.held = held;
    }

    Deactivations held() {
        return held;
    }
}
