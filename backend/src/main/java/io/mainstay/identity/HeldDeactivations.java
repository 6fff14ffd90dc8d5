// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import java.time.Instant;

/**
 * How many would become inactive by a synchronisation that was stopped because they are so many: the identity provider may
 * have lost them, or the right to show them. Groups are looked at before people, so people are 0 while groups are held.
 *
 * @param since when the first run was stopped
 * @param confirmed whether an operator has said that so many may become inactive
 */
public record HeldDeactivations(Instant since, int people, int teams, int organisations, boolean confirmed) {

    public int all() {
        return people + teams + organisations;
    }
}
