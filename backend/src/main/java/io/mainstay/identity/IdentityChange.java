package io.mainstay.identity;

import java.util.List;

/**
 * A person, team or organisation that an event tells of. What identifies a person is for those to read who may.
 *
 * @param revision after the change
 * @param fields the names of what has changed
 */
public record IdentityChange(String id, int revision, List<String> fields) {

    public IdentityChange {
        fields = List.copyOf(fields);
    }
}
