// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal.graphql;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.References;
import io.mainstay.problem.ProblemCommonCause;
import io.mainstay.problem.ProblemCommonCauses;
import io.mainstay.ticket.Tickets;
import java.util.List;
import java.util.Map;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** What common causes of incidents name. */
@Controller
class ProblemCauseGraphQl {

    /** How many causes, and incidents of each, are shown: each brings paths, and a query has its limit. */
    private static final int SHOWN = 10;

    private final ConfigurationItemQueries items;
    private final Tickets<Incident, IncidentState> incidents;

    ProblemCauseGraphQl(ConfigurationItemQueries items, Tickets<Incident, IncidentState> incidents) {
        this.items = items;
        this.incidents = incidents;
    }

    @BatchMapping(typeName = "ProblemCommonCause")
    Map<ProblemCommonCause, ConfigurationItem> ci(List<ProblemCommonCause> causes, @ContextValue Principal principal) {
        return References.resolve(causes, ProblemCommonCause::ciId, ids -> items.byIds(principal, ids));
    }

    @SchemaMapping(typeName = "ProblemCommonCauses")
    List<ProblemCommonCause> causes(ProblemCommonCauses found) {
        return found.causes().stream().limit(SHOWN).toList();
    }

    @SchemaMapping(typeName = "ProblemCommonCause")
    List<ProblemCommonCause.Explained> explained(ProblemCommonCause cause) {
        return cause.explained().stream().limit(SHOWN).toList();
    }

    @SchemaMapping(typeName = "ProblemCommonCause")
    int explainedCount(ProblemCommonCause cause) {
        return cause.explained().size();
    }

    @BatchMapping(typeName = "ExplainedIncident", field = "ci")
    Map<ProblemCommonCause.Explained, ConfigurationItem> explainedCi(
            List<ProblemCommonCause.Explained> explained, @ContextValue Principal principal) {
        return References.resolve(explained, ProblemCommonCause.Explained::ciId, ids -> items.byIds(principal, ids));
    }

    @BatchMapping(typeName = "ExplainedIncident")
    Map<ProblemCommonCause.Explained, Incident> incident(
            List<ProblemCommonCause.Explained> explained, @ContextValue Principal principal) {
        return References.resolve(
                explained, ProblemCommonCause.Explained::incidentId, ids -> incidents.byIds(principal, ids));
    }
}
