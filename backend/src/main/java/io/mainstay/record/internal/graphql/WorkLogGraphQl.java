// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record.internal.graphql;

import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.platform.graphql.References;
import io.mainstay.record.WorkLog;
import io.mainstay.record.WorkLogEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.stereotype.Controller;

/** Whom an entry of a work log names, and what it said before it was corrected. */
@Controller
class WorkLogGraphQl {

    private final IdentityViews identity;
    private final WorkLog workLog;

    WorkLogGraphQl(IdentityViews identity, WorkLog workLog) {
        this.identity = identity;
        this.workLog = workLog;
    }

    @BatchMapping(typeName = "WorkLogEntry")
    Map<WorkLogEntry, PersonView> author(List<WorkLogEntry> entries) {
        return References.resolve(entries, WorkLogEntry::authorId, identity::people);
    }

    @BatchMapping(typeName = "WorkLogEntry")
    Map<WorkLogEntry, PersonView> correctedBy(List<WorkLogEntry> entries) {
        return References.resolve(entries, WorkLogEntry::correctedById, identity::people);
    }

    /** Whoever reads the entry reads what it said before. */
    @BatchMapping(typeName = "WorkLogEntry")
    Map<WorkLogEntry, List<WorkLogEntry.Version>> earlier(List<WorkLogEntry> entries) {
        List<String> corrected = entries.stream()
                .filter(entry -> entry.correction() != null)
                .map(WorkLogEntry::id)
                .toList();
        Map<String, List<WorkLogEntry.Version>> known = corrected.isEmpty() ? Map.of() : workLog.earlier(corrected);
        Map<WorkLogEntry, List<WorkLogEntry.Version>> earlier = new HashMap<>();
        entries.forEach(entry -> earlier.put(entry, known.getOrDefault(entry.id(), List.of())));
        return earlier;
    }

    @BatchMapping(typeName = "WorkLogEntryVersion")
    Map<WorkLogEntry.Version, PersonView> writtenBy(List<WorkLogEntry.Version> versions) {
        return References.resolve(versions, WorkLogEntry.Version::writtenById, identity::people);
    }
}
