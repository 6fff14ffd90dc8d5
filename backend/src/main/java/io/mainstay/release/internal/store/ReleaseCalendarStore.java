// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal.store;

import io.mainstay.change.ChangeCalendarQuestion;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Cypher.Statement;
import io.mainstay.release.Deployment;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** When releases are deployed and watched, for the calendar. */
@Component
public final class ReleaseCalendarStore {

    private final Cypher cypher;

    ReleaseCalendarStore(Cypher cypher) {
        this.cypher = cypher;
    }

    /**
     * A deployment with what it is called by.
     *
     * @param title of the release
     * @param environment its name
     */
    public record Shown(Deployment deployment, String title, String releaseVersion, String environment) {}

    /**
     * The deployments of visible releases whose windows lie in the range of a question, those that begin first first.
     *
     * @param ciIds of one of these CIs; of any or none if null
     */
    public List<Shown> deployments(
            Visibility visibility, ChangeCalendarQuestion question, @Nullable Collection<String> ciIds, int limit) {
        return asked("release/calendar-deployments", visibility, question, ciIds, limit)
                .list(row -> new Shown(
                        DeploymentStore.read(row.row("node")),
                        row.string("title"),
                        row.string("releaseVersion"),
                        row.string("environment")));
    }

    /**
     * The ids of the visible releases that are or were watched in the range of a question, those that begin first first.
     *
     * @param ciIds of one of these CIs; of any or none if null
     */
    public List<String> watched(
            Visibility visibility, ChangeCalendarQuestion question, @Nullable Collection<String> ciIds, int limit) {
        return asked("release/calendar-early-life", visibility, question, ciIds, limit)
                .list(row -> row.string("id"));
    }

    /**
     * The ids of the visible releases that become effective in the range of a question, the first first.
     *
     * @param ciIds of one of these CIs; of any or none if null
     */
    public List<String> effective(
            Visibility visibility, ChangeCalendarQuestion question, @Nullable Collection<String> ciIds, int limit) {
        return asked("release/calendar-effective", visibility, question, ciIds, limit)
                .list(row -> row.string("id"));
    }

    private Statement asked(
            String statement,
            Visibility visibility,
            ChangeCalendarQuestion question,
            @Nullable Collection<String> ciIds,
            int limit) {
        return cypher.statement(statement)
                .with("from", question.from())
                .with("to", question.to())
                .with("teamIds", question.anyTeam())
                .with("organisationIds", question.anyOrganisation())
                .with("ciIds", ciIds)
                .with("limit", limit)
                .with("v", visibility.parameters());
    }
}
