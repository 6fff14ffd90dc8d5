// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which records one person may see. One value per request is rendered three ways: as parameters of the Cypher macro
 * {@code visible}, as a filter of Elasticsearch, and as the predicate {@link #allows}. The three must agree.
 *
 * <p>A record is visible when it is in scope and its confidentiality does not exceed the clearance. In scope are records
 * of the person's organisations (only those offered for self-service, if {@code selfServiceOnly}), records assigned to
 * one of the person's teams, and, whatever their confidentiality, records in which the person takes part.
 *
 * @param everything whether every organisation is in scope
 * @param organisationIds the organisations in scope
 * @param teamIds the teams whose records are in scope
 * @param personId the person, for records in which one takes part
 * @param clearance the highest confidentiality that may be read
 * @param selfServiceOnly whether organisation scope is limited to what is offered for self-service
 */
public record Visibility(
        boolean everything,
        Set<String> organisationIds,
        Set<String> teamIds,
        String personId,
        Confidentiality clearance,
        boolean selfServiceOnly) {

    public Visibility {
        organisationIds = Set.copyOf(organisationIds);
        teamIds = Set.copyOf(teamIds);
    }

    public static Visibility everything(String personId) {
        return new Visibility(true, Set.of(), Set.of(), personId, Confidentiality.TOP_SECRET, false);
    }

    /** Whether there is no record that the person may not see. */
    public boolean seesAll() {
        return everything && clearance == Confidentiality.TOP_SECRET;
    }

    public boolean allows(VisibilityFacts facts) {
        if (facts.participantIds().contains(personId)) {
            return true;
        }
        if (facts.confidentiality().level() > clearance.level()) {
            return false;
        }
        return everything
                || (organisationIds.contains(facts.organisationId()) && (!selfServiceOnly || facts.selfService()))
                || !Collections.disjoint(facts.teamIds(), teamIds);
    }

    /** The parameter {@code v} of statements that use the macro {@code visible}. */
    public Map<String, Object> parameters() {
        return Map.of(
                "everything",
                everything,
                "organisations",
                List.copyOf(organisationIds),
                "teams",
                List.copyOf(teamIds),
                "person",
                personId,
                "clearance",
                clearance.level(),
                "selfServiceOnly",
                selfServiceOnly);
    }
}
