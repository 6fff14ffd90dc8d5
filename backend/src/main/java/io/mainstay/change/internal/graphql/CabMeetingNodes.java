// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import io.mainstay.change.CabMeeting;
import io.mainstay.change.CabMeetingQueries;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Meetings of the change advisory board by {@code node(id)}. */
@Component
final class CabMeetingNodes implements NodeResolver {

    private final CabMeetingQueries queries;

    CabMeetingNodes(CabMeetingQueries queries) {
        this.queries = queries;
    }

    @Override
    public String type() {
        return CabMeeting.TYPE;
    }

    @Override
    public Class<?> viewClass() {
        return CabMeeting.class;
    }

    @Override
    public Map<String, CabMeeting> resolve(Principal principal, Collection<String> ids) {
        return queries.byIds(principal, ids);
    }
}
