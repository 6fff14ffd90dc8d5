// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import java.util.List;

/**
 * A person, team or organisation that an event tells of. What identifies a person is for those to read who may.
 *
 * @param revision after the change
 * @param fields the names of what has changed
 */
public record EditedIdentity(String id, int revision, List<String> fields) {

    public EditedIdentity {
        fields = List.copyOf(fields);
    }
}
