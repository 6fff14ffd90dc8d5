// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.audit.FieldChange;
import java.util.List;

/**
 * The edit of one person, team or organisation, as the store has written it.
 *
 * @param revision after the change
 * @param fields what has changed, for the audit trail
 */
public record IdentityEdit(String id, int revision, List<FieldChange> fields) {

    public IdentityEdit {
        fields = fields.stream().filter(FieldChange::changed).toList();
    }

    /** Whether it was not there before. */
    boolean created() {
        return fields.stream().anyMatch(field -> field.field().equals(ACTIVE) && field.before() == null);
    }

    /** Whether it was active and is no longer. */
    boolean deactivated() {
        return fields.stream()
                .anyMatch(field ->
                        field.field().equals(ACTIVE) && "true".equals(field.before()) && "false".equals(field.after()));
    }

    /** The field that says whether the identity provider has it. */
    public static final String ACTIVE = "active";
}
