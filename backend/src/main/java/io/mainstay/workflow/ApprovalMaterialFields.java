// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.record.TicketKind;
import java.util.List;

/**
 * Which fields of the records of a kind an approval is for, a setting: what differs from what holds by default, so that a field which a later
 * release declares is what that says until somebody says otherwise.
 *
 * @param version moves with every edit
 * @param putIn the names of those that are material and would not be
 * @param takenOut the names of those that are not material and would be
 */
public record ApprovalMaterialFields(TicketKind kind, int version, List<String> putIn, List<String> takenOut) {

    /** Its type in history and audit, and the label of its nodes. */
    public static final String TYPE = "ApprovalMaterialFields";

    public ApprovalMaterialFields {
        putIn = List.copyOf(putIn);
        takenOut = List.copyOf(takenOut);
    }

    /** What holds where nobody has said anything. */
    public static ApprovalMaterialFields byDefault(TicketKind kind) {
        return new ApprovalMaterialFields(kind, 1, List.of(), List.of());
    }

    /** The id of the one setting of a kind that is approved, which a migration makes. */
    public static String id(TicketKind kind) {
        return switch (kind) {
            case CHANGE -> "01900000-0000-7000-8000-000000000511";
            case RELEASE -> "01900000-0000-7000-8000-000000000512";
            case INCIDENT, PROBLEM -> throw new IllegalArgumentException(kind + " is not approved");
        };
    }

    /** Whether an edit of a field withdraws approvals. */
    public boolean holdsFor(MaterialFields.Field field) {
        if (field.always()) {
            return true;
        }
        return field.byDefault() ? !takenOut.contains(field.name()) : putIn.contains(field.name());
    }
}
