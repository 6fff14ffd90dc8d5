// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeAction;
import io.mainstay.ticket.TicketAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Segregation of duties: who must keep off a change because of the part that they have in it, whatever their roles. Nobody
 * authorises what they requested, carry out or are assigned to; who carries it out does not review it; and nobody but who
 * carries it out starts it.
 */
public final class ChangeSegregation {

    private ChangeSegregation() {}

    /**
     * Why a person may not do something to a change.
     *
     * @return a sentence; null if nothing speaks against it
     */
    public static @Nullable String objection(Change change, TicketAction action, String personId) {
        if (!(action instanceof ChangeAction own)) {
            return null;
        }
        return switch (own) {
            case AUTHORISE, AUTHORISE_VERBALLY, DECIDE ->
                mayAuthorise(change, personId)
                        ? null
                        : "Nobody authorises a change in which they have a part: you "
                                + String.join(" and ", parts(change, personId)) + ".";
            case CLOSE, RECORD_CAB_REVIEW ->
                change.implementerIds().contains(personId)
                        ? "A change is not reviewed by those who implement it: you do."
                        : null;
            case START ->
                change.implementerIds().contains(personId)
                        ? null
                        : "A change is started by one of its implementers: you are none.";
            case REQUEST,
                    UPDATE,
                    EXCLUDE_CIS,
                    INCLUDE_CIS,
                    SET_GRAPH_EDIT,
                    SET_PLANNED_OUTAGES,
                    REQUEST_FREEZE_EXCEPTION,
                    EXEMPT_FROM_CONFLICTS,
                    END_CONFLICT_EXEMPTION,
                    LINK_RECORDS,
                    UNLINK_RECORDS,
                    SUBMIT,
                    ASSESS,
                    REJECT,
                    ADD_TASK,
                    UPDATE_TASK,
                    REMOVE_TASK,
                    COMPLETE_TASK,
                    COMPLETE,
                    FILE_PAPERWORK,
                    CANCEL,
                    MARK_UNAUTHORISED -> null;
        };
    }

    /** Whether a person has no part in a change, so that their authorisation counts, if they have the permission. */
    public static boolean mayAuthorise(Change change, String personId) {
        return parts(change, personId).isEmpty();
    }

    /** What part people have in a change, such as "requested it", by their ids. */
    public static Map<String, String> parts(Change change) {
        Map<String, String> parts = new HashMap<>();
        Stream.concat(
                        Stream.of(change.reporterId()),
                        Stream.concat(change.implementerIds().stream(), Stream.ofNullable(change.assigneeId())))
                .distinct()
                .forEach(id -> parts.put(id, String.join(" and ", parts(change, id))));
        return parts;
    }

    private static List<String> parts(Change change, String personId) {
        List<String> parts = new ArrayList<>();
        if (personId.equals(change.reporterId())) {
            parts.add("requested it");
        }
        if (change.implementerIds().contains(personId)) {
            parts.add("implement it");
        }
        if (personId.equals(change.assigneeId())) {
            parts.add("are assigned to it");
        }
        return parts;
    }
}
