// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record.internal.graphql;

import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.platform.graphql.References;
import io.mainstay.record.WorkLogEntry;
import java.util.List;
import java.util.Map;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.stereotype.Controller;

/** Whom an entry of a work log names. */
@Controller
class WorkLogGraphQl {

    private final IdentityViews identity;

    WorkLogGraphQl(IdentityViews identity) {
        this.identity = identity;
    }

    @BatchMapping(typeName = "WorkLogEntry")
    Map<WorkLogEntry, PersonView> author(List<WorkLogEntry> entries) {
        return References.resolve(entries, WorkLogEntry::authorId, identity::people);
    }
}
