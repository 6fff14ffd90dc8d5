// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.change.CabMeeting;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeTemplate;
import io.mainstay.change.internal.CabMeetingFields;
import io.mainstay.change.internal.ChangeTemplateFields;
import io.mainstay.change.internal.ChangeTicketType;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.internal.ConfigurationItemFields;
import io.mainstay.cmdb.internal.PlannedOutageFields;
import io.mainstay.incident.Incident;
import io.mainstay.incident.internal.IncidentType;
import io.mainstay.problem.Problem;
import io.mainstay.problem.internal.ProblemType;
import io.mainstay.release.Release;
import io.mainstay.release.internal.ReleaseTicketType;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.internal.ChangeWindowFields;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of record with a list whose order the caller chooses. A new one is added to {@link #ALL}.
 *
 * @param visible the macro under which the reader sees a record
 * @param filter the input of the schema with its conditions; null if the list has a fixed filter
 * @param specials the conditions that are no comparisons of a field
 * @param sort the enum of the schema with what it is sorted by
 */
public record ListedKind(
        String label,
        String visible,
        FieldCatalogue<?> fields,
        @Nullable String filter,
        Set<String> specials,
        String sort) {

    public static final List<ListedKind> ALL = List.of(
            new ListedKind(
                    ConfigurationItem.TYPE,
                    "visible",
                    ConfigurationItemFields.ALL,
                    "ConfigurationItemFilter",
                    Set.of("classId", "attribute"),
                    "ConfigurationItemSortField"),
            new ListedKind(
                    Incident.TYPE, "visible", IncidentType.fields(), "IncidentFilter", Set.of(), "IncidentSortField"),
            new ListedKind(
                    Problem.TYPE, "visible", ProblemType.fields(), "ProblemFilter", Set.of(), "ProblemSortField"),
            new ListedKind(
                    Change.TYPE, "visible", ChangeTicketType.FIELDS, "ChangeFilter", Set.of(), "ChangeSortField"),
            new ListedKind(
                    Release.TYPE, "visible", ReleaseTicketType.FIELDS, "ReleaseFilter", Set.of(), "ReleaseSortField"),
            new ListedKind(
                    PlannedOutage.TYPE,
                    "visible-outage",
                    PlannedOutageFields.ALL,
                    null,
                    Set.of(),
                    "PlannedOutageSortField"),
            new ListedKind(
                    ChangeWindow.TYPE,
                    "visible-window",
                    ChangeWindowFields.ALL,
                    null,
                    Set.of(),
                    "ChangeWindowSortField"),
            new ListedKind(
                    ChangeTemplate.TYPE,
                    "visible-template",
                    ChangeTemplateFields.ALL,
                    null,
                    Set.of(),
                    "ChangeTemplateSortField"),
            new ListedKind(
                    CabMeeting.TYPE, "visible-meeting", CabMeetingFields.ALL, null, Set.of(), "CabMeetingSortField"));

    /** Names the test's parameter. */
    @Override
    public String toString() {
        return label;
    }
}
